/** A QEMU that is watched: its console, its reports (QMP), its end. */
import { spawn } from "node:child_process";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { ConsoleReader } from "./console.js";
import { qemuWords, type Start } from "./machine.js";

export type Ending =
  /** The machine switched itself off. */
  | { readonly kind: "power-off" }
  /** It started anew, which after a panic it is told to. */
  | { readonly kind: "reset" }
  /** We ended it. */
  | { readonly kind: "killed" }
  | { readonly kind: "failed"; readonly message: string };

export interface Guest {
  /** Never rejects. */
  readonly ended: Promise<Ending>;
  /** The host's port that leads to the agent. @throws Error when QEMU is gone */
  agentPort(): Promise<number>;
  /** Ends QEMU at once; nothing when it is gone. */
  kill(): void;
}

export interface GuestOptions {
  readonly start: Start;
  readonly qemu: string;
  readonly console: ConsoleReader;
  readonly onLine: (line: string) => void;
}

/** @throws Error when QEMU cannot be started; the socket cannot be listened on */
export async function startGuest({ console, onLine, qemu, start }: GuestOptions): Promise<Guest> {
  const reports = await Reports.listen(start.reportSocket);
  // A group of its own: Ctrl-C of the terminal is for us, who end it.
  const child = spawn(qemu, qemuWords(start), { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  let isKilled = false;
  let complaint = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => console.feed(text).forEach(onLine));
  child.stderr.on("data", (data: Buffer) => {
    complaint = `${complaint}${data.toString("utf8")}`.slice(-2000);
  });
  const ended = new Promise<Ending>((resolve) => {
    child.once("error", (error) => resolve({ kind: "failed", message: error.message }));
    child.once("close", (code, signal) => {
      console.end().forEach(onLine);
      if (isKilled) resolve({ kind: "killed" });
      else if (reports.shutdown === "guest-shutdown") resolve({ kind: "power-off" });
      else if (reports.shutdown === "guest-reset" || reports.shutdown === "guest-panic")
        resolve({ kind: "reset" });
      else resolve({ kind: "failed", message: complaint.trim() || `it ended with ${signal ?? code}` });
    });
  });
  void ended.then(() => {
    process.off("exit", kill);
    reports.close();
  });
  return {
    ended,
    agentPort: () => reports.agentPort(),
    kill: () => {
      isKilled = child.exitCode === null && child.signalCode === null;
      kill();
    },
  };
}

interface Message {
  readonly event?: string;
  readonly data?: { readonly reason?: string };
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
}

/** QEMU connects when it starts, and reports as JSON lines. */
class Reports {
  shutdown: string | null = null;
  #connected: Promise<Socket>;
  #waiting: ((message: Message) => void)[] = [];
  #isClosed = false;

  private constructor(readonly server: Server) {
    this.#connected = new Promise((resolve) => {
      server.once("connection", (socket) => {
        socket.on("error", () => socket.destroy());
        createInterface({ input: socket }).on("line", (line) => this.#take(JSON.parse(line) as Message));
        socket.once("close", () => this.close());
        socket.write('{"execute":"qmp_capabilities"}\n');
        this.#waiting.push(() => resolve(socket));
      });
    });
  }

  static listen(path: string): Promise<Reports> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, () => resolve(new Reports(server)));
    });
  }

  async agentPort(): Promise<number> {
    const socket = await this.#connected;
    const table = await new Promise<string>((resolve, reject) => {
      if (this.#isClosed) reject(new Error("QEMU is gone"));
      this.#waiting.push(({ error, return: answer }) => {
        if (typeof answer === "string") resolve(answer);
        else reject(new Error(error?.desc ?? "QEMU is gone"));
      });
      socket.write('{"execute":"human-monitor-command","arguments":{"command-line":"info usernet"}}\n');
    });
    const port = forwardedPort(table);
    if (port === null) throw new Error("QEMU names no port that leads to the agent");
    return port;
  }

  close(): void {
    this.#isClosed = true;
    this.server.close();
    for (const each of this.#waiting.splice(0)) each({});
  }

  #take(message: Message): void {
    if (message.event === "SHUTDOWN") this.shutdown ??= message.data?.reason ?? null;
    else if ("return" in message || "error" in message) this.#waiting.shift()?.(message);
  }
}

/** The port in QEMU's table of connections; null when none is forwarded. */
export function forwardedPort(table: string): number | null {
  const found = /^\s*TCP\[HOST_FORWARD\]\s+\S+\s+\S+\s+(\d+)\s/m.exec(table);
  return found === null ? null : Number(found[1]);
}
