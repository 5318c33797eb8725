/** Orders for an agent, over the address and with the certificate of its heartbeat. */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { checkServerIdentity } from "node:tls";
import type { Heartbeat } from "./protocol.js";

export interface CommandResult {
  /** By it the agent tells later what became of it; null: the agent gave none. */
  readonly id: string | null;
  readonly name: string;
  readonly status: string;
  /** What came out, or what went wrong; as the agent put it. */
  readonly result: unknown;
  readonly error: unknown;
}

export interface AgentClientOptions {
  readonly heartbeat: Heartbeat;
  readonly token: string;
  /** Where the agent really is, when its own address cannot be reached (a port forwarded by QEMU). */
  readonly reachedAt?: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

/** Orders after which no agent is left that could tell of their end; Ironic does not wait for it either. */
export function isEndOfAgent(name: string): boolean {
  return /^(standby\.(power_off|run_image)|system\.(power_off|reboot)|rescue\.finalize_rescue)$/.test(name);
}

/** The order was carried out, or is being carried out by an agent that does not outlive it. */
export function isCarriedOut({ name, status }: CommandResult): boolean {
  return status === "SUCCEEDED" || (status === "RUNNING" && isEndOfAgent(name));
}

export class AgentClient {
  constructor(readonly options: AgentClientOptions) {}

  /**
   * Waits for its end, unless it ends the agent. @throws Error when the agent cannot be reached, is another one, or
   * refuses
   */
  async command(name: string, params: object): Promise<CommandResult> {
    const wait = isEndOfAgent(name) ? "" : "wait=true&";
    const query = `${wait}agent_token=${encodeURIComponent(this.options.token)}`;
    return resultOf(name, await this.#call("POST", `/v1/commands/?${query}`, { name, params }));
  }

  /** What became of an order that was not waited for, as of now. @throws Error as `command` does */
  async later({ id, name }: CommandResult): Promise<CommandResult> {
    const query = `agent_token=${encodeURIComponent(this.options.token)}`;
    const path = `/v1/commands/${encodeURIComponent(id ?? "")}?${query}`;
    return resultOf(name, await this.#call("GET", path, null));
  }

  #call(method: string, path: string, body: object | null): Promise<unknown> {
    const { heartbeat, reachedAt, signal } = this.options;
    const told = new URL(heartbeat.callbackUrl);
    const text = body === null ? "" : JSON.stringify(body);
    const target = {
      host: reachedAt?.host ?? told.hostname.replace(/^\[|\]$/g, ""),
      port: reachedAt?.port ?? told.port,
      method,
      path,
      signal,
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
    };
    return new Promise((resolve, reject) => {
      const take = (response: IncomingMessage) => void answerOf(response).then(resolve, reject);
      let request: ClientRequest;
      if (told.protocol !== "https:") request = httpRequest(target, take);
      else if (heartbeat.certificate === null)
        throw new Error(
          `${heartbeat.callbackUrl}: the heartbeat brought no certificate to know the agent by`,
        );
      else
        request = httpsRequest(
          {
            ...target,
            ca: heartbeat.certificate,
            // It names the address that the agent has of itself, wherever it was reached.
            checkServerIdentity: (_, certificate) =>
              checkServerIdentity(told.hostname.replace(/^\[|\]$/g, ""), certificate),
          },
          take,
        );
      request.on("error", reject);
      request.end(text);
    });
  }
}

function resultOf(name: string, answer: unknown): CommandResult {
  const { command_error, command_result, command_status, id } = answer as {
    readonly id?: string;
    readonly command_status?: string;
    readonly command_result?: unknown;
    readonly command_error?: unknown;
  };
  return {
    id: id ?? null,
    name,
    status: command_status ?? "unknown",
    result: command_result ?? null,
    error: command_error ?? null,
  };
}

async function answerOf(response: IncomingMessage): Promise<unknown> {
  let text = "";
  response.setEncoding("utf8");
  for await (const part of response) text += part;
  const body: unknown = JSON.parse(text);
  if (response.statusCode === 200) return body;
  const { faultstring } = body as { readonly faultstring?: string };
  throw new Error(`the agent answers ${response.statusCode}: ${faultstring ?? text.slice(0, 200)}`);
}
