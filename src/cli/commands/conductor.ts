/** `ipa-image conductor`: a stand-in for Ironic, for people who develop or try an agent. */
import { randomBytes, randomUUID } from "node:crypto";
import { type Command, InvalidArgumentError, Option } from "commander";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { AgentClient, type CommandResult, isCarriedOut } from "../../conductor/agent-client.js";
import {
  type ConductorEvent,
  type Heartbeat,
  type NodeSettings,
  nodeObject,
  StandInConductor,
} from "../../conductor/protocol.js";
import { serveConductor } from "../../conductor/server.js";
import { type Address, hostAndPort, parseAddress } from "./address.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";

interface ConductorOptions {
  readonly listen: Address;
  readonly node?: string;
  readonly mac: readonly string[];
  readonly heartbeatTimeout: number;
  readonly conflicts: number;
  readonly tokenAgain: boolean;
  readonly run: readonly Order[];
  readonly agent?: Address;
  readonly json?: boolean;
}

interface Order {
  readonly name: string;
  readonly params: object;
}

const HELP = `
An agent finds it with the kernel's words ipa-api-url=http://HOST:6385 and, to be inspected,
ipa-inspection-callback-url=http://HOST:6385/v1/continue_inspection. Example:

  ipa-image conductor --run clean.get_clean_steps='{"node":{},"ports":[]}' --run standby.power_off

What is left out of "node" in an order is filled in: its uuid and the fields that an agent reads.`;

/** Ironic's own port. */
const EVERYWHERE: Address = { host: "0.0.0.0", port: 6385 };

export function registerConductor(program: Command): void {
  program
    .command("conductor")
    .description("answer an agent as Ironic's API would: lookup, heartbeat, inspection; and give it orders")
    .addOption(
      new Option("--listen <address>", "host and port to listen on")
        .argParser(parseAddress)
        .default(EVERYWHERE, hostAndPort(EVERYWHERE)),
    )
    .option("--node <uuid>", "the node that an agent is told to be (default: a new one)")
    .option("--mac <address>", "know the node by this card only (may be repeated)", collect, [])
    .option("--heartbeat-timeout <seconds>", "how often the agent has to send one", parseCount, 300)
    .option(
      "--conflicts <number>",
      "answer so many requests with 409 first, as if the node were locked",
      parseCount,
      0,
    )
    .option(
      "--token-again",
      "tell the token at every lookup; Ironic tells it once, until it switches the node off",
      false,
    )
    .option(
      "--run <order>",
      "COMMAND or COMMAND=JSON for the agent, after its heartbeat (may be repeated)",
      order,
      [],
    )
    .option(
      "--agent <address>",
      "where the agent is reached, if not at the address that it tells",
      parseAddress,
    )
    .option("--json", "events as JSON lines")
    .addHelpText("after", HELP)
    .addHelpText(
      "after",
      `${exitCodes("ok", "failure", "usage", "interrupted")}\n\nWith --run it ends when the orders are carried out; a failed one is a failure.`,
    )
    .action(async (options: ConductorOptions) => {
      process.exitCode = await conduct(options);
    });
}

async function conduct(options: ConductorOptions): Promise<number> {
  const interruption = listenForInterrupt();
  const token = randomBytes(32).toString("hex");
  const conductor = new StandInConductor({
    uuid: options.node ?? randomUUID(),
    token,
    properties: {},
    addresses: options.mac.map((each) => each.toLowerCase()),
    heartbeatTimeout: options.heartbeatTimeout,
    apiVersion: "1.92",
    conflicts: options.conflicts,
    tokenOnce: !options.tokenAgain,
  });
  let first: ((heartbeat: Heartbeat) => void) | null = null;
  const firstHeartbeat = new Promise<Heartbeat>((resolve) => {
    first = resolve;
  });
  const say = (event: object, line: string) => console.log(options.json ? JSON.stringify(event) : line);
  const tell = (event: ConductorEvent) => {
    say(event, eventLine(event));
    if (event.type === "heartbeat") first?.(event.heartbeat);
  };
  const server = await serveConductor(conductor, options.listen, tell).catch(
    (error: NodeJS.ErrnoException) => {
      throw new UserError(
        `--listen ${hostAndPort(options.listen)}: ${error.code ?? error.message}: choose another address`,
      );
    },
  );
  say(
    { type: "listening", port: server.port, node: conductor.node.uuid },
    `conductor: node ${conductor.node.uuid}, listening on ${hostAndPort({ ...options.listen, port: server.port })}`,
  );
  const interrupted = new Promise<null>((resolve) => {
    interruption.signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  try {
    if (options.run.length === 0) {
      await interrupted;
      return EXIT.ok;
    }
    const heartbeat = await Promise.race([firstHeartbeat, interrupted]);
    if (heartbeat === null) return EXIT.interrupted;
    const client = new AgentClient({
      heartbeat,
      token,
      signal: interruption.signal,
      ...(options.agent ? { reachedAt: options.agent } : {}),
    });
    for (const { name, params } of options.run) {
      const whole = withNode(params, conductor.node);
      const result = await client.command(name, whole).catch((error: Error): CommandResult => {
        return { id: null, name, status: "not carried out", result: null, error: error.message };
      });
      say({ type: "command", ...result }, resultLine(result));
      if (!isCarriedOut(result)) return interruption.signal.aborted ? EXIT.interrupted : EXIT.failure;
    }
    return EXIT.ok;
  } finally {
    await server.close();
    interruption.release();
  }
}

function eventLine(event: ConductorEvent): string {
  switch (event.type) {
    case "lookup":
      return `lookup: ${event.addresses.join(", ") || "no address"}: ${event.found ? "this node" : "not this node"}`;
    case "heartbeat": {
      const { callbackUrl, certificate, version } = event.heartbeat;
      return `heartbeat: ${callbackUrl}, agent ${version ?? "of unknown version"}${certificate === null ? "" : ", with its certificate"}`;
    }
    case "inspection":
      return `inspection: ${Object.keys((event.inventory as object | null) ?? {}).join(", ") || "nothing that is JSON"}`;
    case "conflict":
      return `conflict: ${event.path}: told that the node is locked`;
    case "refused":
      return `refused: ${event.path}: ${event.why}`;
  }
}

/** An agent takes no order about a node that has no uuid, and says of the extension that it is not there. */
function withNode(params: object, known: NodeSettings): object {
  const { node } = params as { readonly node?: unknown };
  return typeof node === "object" && node !== null
    ? { ...params, node: { ...nodeObject(known), ...node } }
    : params;
}

function resultLine({ error, name, result, status }: CommandResult): string {
  const detail = error ?? result;
  return `command ${name}: ${status}${detail === null ? "" : `: ${JSON.stringify(detail)}`}`;
}

function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("a number is expected");
  return Number(text);
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function order(text: string, before: readonly Order[]): readonly Order[] {
  const at = text.indexOf("=");
  const name = at < 0 ? text : text.slice(0, at);
  let params: unknown;
  try {
    params = at < 0 ? {} : JSON.parse(text.slice(at + 1));
  } catch {
    params = null;
  }
  if (!/^\w+\.\w+$/.test(name) || params === null || typeof params !== "object" || Array.isArray(params))
    throw new InvalidArgumentError("EXTENSION.COMMAND or EXTENSION.COMMAND={...} is expected");
  return [...before, { name, params }];
}
