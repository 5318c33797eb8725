import type { Message } from "./messages.js";
import type { Model } from "./model.js";
import type { SlowEffect } from "./slow.js";

/** Who does the slow work. Nothing of it holds up a key. */
export interface Services {
  /**
   * Starts the work; returns at once. `model` is the state in which it was asked for: what is needed of its values is
   * taken before this returns.
   */
  start(effect: SlowEffect, model: Model, reply: (message: Message) => void): void;
  /** Ends all work. No reply comes after this. */
  stop(): void;
}

/** For one tree alone. */
export const NO_SERVICES: Services = { start() {}, stop() {} };
