/** One trial: a machine is started, its agent is heard and ordered about as Ironic would, and it is switched off. */
import { randomBytes, randomUUID } from "node:crypto";
import {
  type ConductorEvent,
  type Heartbeat,
  type NodeSettings,
  StandInConductor,
} from "../conductor/protocol.js";
import { serveConductor } from "../conductor/server.js";
import { ConsoleReader } from "./console.js";
import { isWritten, newDiskImage, serveImage } from "./disk-image.js";
import {
  agentParameters,
  type Firmware,
  HOST_SEEN_FROM_GUEST,
  type Machine,
  type Source,
} from "./machine.js";
import { type Milestones, noMilestones, noOrders, type Observations, type Orders } from "./observations.js";
import { giveOrders, hasFailed } from "./orders.js";
import { type Guest, startGuest } from "./qemu.js";
import { TrialFolder } from "./trial-folder.js";
import { firstOf, promised } from "./wait.js";

export interface TrialOptions {
  readonly machine: Machine;
  readonly source: Source;
  readonly firmware: Firmware;
  readonly append: string;
  readonly kvm: boolean;
  readonly qemu: string;
  /** `heartbeat`: that it lives is all that is asked. */
  readonly until: "power-off" | "heartbeat";
  /** How long the first heartbeat is waited for, and after it the end. */
  readonly seconds: { readonly heartbeat: number; readonly powerOff: number };
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  readonly onEvent: (event: TrialEvent) => void;
}

export type TrialEvent =
  | { readonly type: "milestone"; readonly name: keyof Milestones; readonly seconds: number }
  | { readonly type: "order"; readonly name: string };

export interface Trial {
  readonly observations: Observations;
  /** The console's last lines, without secrets. */
  readonly console: readonly string[];
}

/** @throws Error when QEMU cannot be started or a file cannot be written */
export async function tryImage(options: TrialOptions): Promise<Trial> {
  const folder = new TrialFolder();
  try {
    return await new Run(options, folder).run();
  } finally {
    folder.remove();
  }
}

class Run {
  readonly token = randomBytes(32).toString("hex");
  readonly console = new ConsoleReader([this.token]);
  readonly diskFiles: readonly string[];
  readonly started = performance.now();
  readonly seconds: { -readonly [name in keyof Milestones]: Milestones[name] } = { ...noMilestones };
  readonly refusals: string[] = [];
  readonly node: NodeSettings;
  readonly image = newDiskImage();
  readonly orders: Orders = { ...noOrders };
  readonly heard = promised<"heard">();
  readonly stopped = promised<"stopped">();
  /** Nothing more is asked of the machine. */
  readonly over = new AbortController();
  heartbeat: Heartbeat | null = null;
  lookup: readonly string[] | null = null;
  inspection: unknown = null;

  constructor(
    readonly options: TrialOptions,
    readonly folder: TrialFolder,
  ) {
    const [disk] = options.machine.disks;
    this.node = {
      uuid: randomUUID(),
      token: this.token,
      // The disk to write to: the agent could take another, or its own root file system.
      properties: disk === undefined ? {} : { root_device: { serial: disk.serial } },
      addresses: options.machine.cards.map(({ address }) => address),
      heartbeatTimeout: 300,
      apiVersion: "1.92",
      conflicts: 0,
      tokenOnce: true,
    };
    this.diskFiles = folder.makeDisks(options.machine);
  }

  async run(): Promise<Trial> {
    const address = { host: "127.0.0.1", port: 0 };
    const conductor = new StandInConductor(this.node);
    const server = await serveConductor(conductor, address, (event) => this.#hear(event));
    try {
      return await this.#runBeside(server.port);
    } finally {
      await server.close();
    }
  }

  async #runBeside(conductorPort: number): Promise<Trial> {
    const images = await serveImage(this.image);
    try {
      const guest = await this.#start(conductorPort);
      const gaveUp = await this.#watch(guest, images.port);
      this.over.abort();
      guest.kill();
      return await this.#result(guest, gaveUp);
    } finally {
      await images.close();
    }
  }

  #start(port: number): Promise<Guest> {
    const { folder, options } = this;
    const words = [...agentParameters(port), ...options.append.split(" ").filter((each) => each !== "")];
    const start = {
      machine: options.machine,
      source: options.source,
      firmware: folder.ownVariables(options.firmware),
      // A panic ends the trial at once.
      append: ["console=ttyS0", "panic=-1", ...words].join(" "),
      diskFiles: this.diskFiles,
      parametersFolder: options.source.kind === "iso" ? folder.writeParameters(words) : null,
      reportSocket: folder.reportSocket,
      kvm: options.kvm,
    };
    const onLine = (line: string) => {
      if (this.console.first("kernel") !== null) this.#reach("kernel");
      if (this.console.first("stopped") !== null) this.stopped.resolve("stopped");
      options.onLine(line);
    };
    return startGuest({ start, qemu: options.qemu, console: this.console, onLine });
  }

  /** @returns why it was not waited for any longer; null when the machine came to its end */
  async #watch(guest: Guest, imagePort: number): Promise<string | null> {
    const { seconds, signal, until } = this.options;
    const ended = guest.ended.then(() => "ended" as const);
    const first = await firstOf([ended, this.heard.promise, this.stopped.promise], seconds.heartbeat, signal);
    if (first === "stopped") return "the image's self-check stopped it";
    if (first === "aborted") return "interrupted";
    if (first === "late") return `no heartbeat in ${seconds.heartbeat} s`;
    if (first === "ended" || this.heartbeat === null) return null;
    if (until === "heartbeat") return "only the heartbeat was asked for";
    const refused = promised<"refused">();
    void this.#giveOrders(guest, this.heartbeat, imagePort).then(() => {
      if (hasFailed(this.orders.powerOff)) refused.resolve("refused");
    });
    const then = await firstOf([ended, refused.promise], seconds.powerOff, signal);
    if (then === "aborted") return "interrupted";
    if (then === "refused") return "the agent could not carry the order out";
    return then === "late" ? `not switched off ${seconds.powerOff} s after its heartbeat` : null;
  }

  async #giveOrders(guest: Guest, heartbeat: Heartbeat, imagePort: number): Promise<void> {
    const { firmware, onEvent } = this.options;
    const port = await guest.agentPort().catch(() => null);
    if (port === null) return;
    const reachedAt = { host: "127.0.0.1", port };
    const place = {
      heartbeat,
      token: this.token,
      node: this.node,
      firmware: firmware.kind,
      image: { url: `http://${HOST_SEEN_FROM_GUEST}:${imagePort}/disk.qcow2`, sha256: this.image.sha256 },
      reachedAt,
      signal: this.over.signal,
    };
    await giveOrders(place, this.orders, (name) => onEvent({ type: "order", name }));
  }

  async #result(guest: Guest, gaveUp: string | null): Promise<Trial> {
    const ending = await guest.ended;
    if (ending.kind === "power-off") this.#reach("powerOff");
    const observations: Observations = {
      machine: this.options.machine,
      source: this.options.source.kind,
      firmware: this.options.firmware.kind,
      seconds: this.seconds,
      lookup: this.lookup,
      heartbeat: this.heartbeat,
      inspection: this.inspection,
      refusals: this.refusals,
      ...this.orders,
      isImageWritten: this.diskFiles[0] !== undefined && isWritten(this.image, this.diskFiles[0]),
      ending,
      findings: this.console.findings,
      gaveUp,
    };
    return { observations, console: this.console.lines };
  }

  #hear(event: ConductorEvent): void {
    this.#reach("firstRequest");
    switch (event.type) {
      case "inspection":
        this.#reach("inspection");
        this.inspection = event.inventory;
        break;
      case "lookup":
        if (!event.found) break;
        this.#reach("lookup");
        this.lookup ??= event.addresses;
        break;
      case "heartbeat":
        this.#reach("heartbeat");
        this.heartbeat ??= event.heartbeat;
        this.heard.resolve("heard");
        break;
      case "refused":
        this.refusals.push(`${event.path}: ${event.why}`);
        break;
      case "conflict":
        break;
    }
  }

  #reach(name: keyof Milestones): void {
    if (this.seconds[name] !== null) return;
    const seconds = (performance.now() - this.started) / 1000;
    this.seconds[name] = seconds;
    this.options.onEvent({ type: "milestone", name, seconds });
  }
}
