/** The command against an agent that the test stands in for: over HTTPS, with a certificate of its own. */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa, execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { available } from "../external/tree.js";
import { program, run, temporaryFolder } from "./rig.js";

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

/** A certificate as an agent makes one for itself: for its address, and nothing else. */
function certificateFor(address: string): { key: string; cert: string } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  const subject = ["-subj", "/CN=agent", "-addext", `subjectAltName=IP:${address}`];
  execaSync("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    cert,
    ...subject,
  ]);
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

/** Starts the command, is the agent that it hears of, and gives its events and exit code. */
async function withAgent(words: readonly string[], options: { certifiedFor: string; sends?: string }) {
  const { cert, key } = certificateFor(options.certifiedFor);
  const orders: { path: string; body: unknown }[] = [];
  const agent = createServer({ cert, key }, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as { name: string };
      orders.push({ path: request.url ?? "", body });
      const isBad = body.name === "clean.fails";
      const isEnd = body.name === "standby.power_off";
      response.end(
        JSON.stringify({
          command_status: isBad ? "FAILED" : isEnd ? "RUNNING" : "SUCCEEDED",
          command_result: isBad ? null : { steps: [] },
          command_error: isBad ? { message: "no" } : null,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => void agent.listen(0, "127.0.0.1", resolve));
  const port = (agent.address() as AddressInfo).port;
  const child = execa(
    process.execPath,
    [program, "conductor", "--listen", "127.0.0.1:0", "--json", "--agent", `127.0.0.1:${port}`, ...words],
    { reject: false, stdin: "ignore", buffer: { stdout: false, stderr: true } },
  );
  const events: Event[] = [];
  let sent: Promise<void> | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as Event;
    events.push(event);
    if (event.type === "listening") sent = beAgent(Number(event.port), options.sends ?? cert);
  }
  await sent;
  const { exitCode } = await child;
  agent.closeAllConnections();
  agent.close();
  return { events, exitCode, orders };
}

/** Lookup and heartbeat, as an agent at 10.0.2.15 sends them. */
async function beAgent(port: number, certificate: string): Promise<void> {
  const api = `http://127.0.0.1:${port}`;
  const headers = { "x-openstack-ironic-api-version": "1.68" };
  const lookup = await fetch(`${api}/v1/lookup?addresses=52:54:00:12:34:56`, { headers });
  const { config, node } = (await lookup.json()) as {
    node: { uuid: string };
    config: { agent_token: string };
  };
  const body = {
    callback_url: "https://10.0.2.15:9999",
    agent_token: config.agent_token,
    agent_version: "10.2.0",
    agent_verify_ca: certificate,
  };
  const beat = await fetch(`${api}/v1/heartbeat/${node.uuid}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  expect(beat.status).toBe(202);
}

describe.skipIf(!available("openssl", "version"))("ipa-image conductor", () => {
  it("hears an agent, and has its orders carried out over TLS, with the token", async () => {
    const words = ["--run", 'clean.get_clean_steps={"node":{},"ports":[]}', "--run", "standby.power_off"];
    const { events, exitCode, orders } = await withAgent(words, { certifiedFor: "10.0.2.15" });
    expect(exitCode).toBe(0);
    expect(events.map(({ type }) => type)).toEqual([
      "listening",
      "lookup",
      "heartbeat",
      "command",
      "command",
    ]);
    expect(events.at(-1)).toMatchObject({ name: "standby.power_off", status: "RUNNING" });
    expect(orders.map(({ body }) => body)).toEqual([
      // An agent takes none about a node without a uuid.
      {
        name: "clean.get_clean_steps",
        params: {
          node: expect.objectContaining({ uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
          ports: [],
        },
      },
      { name: "standby.power_off", params: {} },
    ]);
    expect(orders[0]?.path).toMatch(/^\/v1\/commands\/\?wait=true&agent_token=[0-9a-f]{64}$/);
    // An agent that switches itself off does not outlive it: no end is waited for.
    expect(orders[1]?.path).toMatch(/^\/v1\/commands\/\?agent_token=[0-9a-f]{64}$/);
  });

  it("ends with a failure when the agent says so, and gives no further order", async () => {
    const words = ["--run", "clean.fails", "--run", "standby.power_off"];
    const { events, exitCode, orders } = await withAgent(words, { certifiedFor: "10.0.2.15" });
    expect(exitCode).toBe(1);
    expect(events.at(-1)).toMatchObject({ name: "clean.fails", status: "FAILED", error: { message: "no" } });
    expect(orders).toHaveLength(1);
  });

  it("gives no order to who is not the agent of the heartbeat", async () => {
    const words = ["--run", "standby.power_off"];
    const elsewhere = await withAgent(words, { certifiedFor: "10.0.2.99" });
    expect(elsewhere.exitCode).toBe(1);
    expect(elsewhere.orders).toEqual([]);
    const { cert } = certificateFor("10.0.2.15");
    const another = await withAgent(words, { certifiedFor: "10.0.2.15", sends: cert });
    expect(another.exitCode).toBe(1);
    expect(another.orders).toEqual([]);
  });
});

describe("wrong words", () => {
  it.each([
    [["--run", "poweroff"], /EXTENSION\.COMMAND/],
    [["--run", "standby.power_off={"], /EXTENSION\.COMMAND/],
    [["--listen", "host:99999"], /HOST:PORT/],
    [["--conflicts", "-1"], /number/],
  ])("%s", async (words, said) => {
    const { exitCode, stderr } = await run(["conductor", ...words], temporaryFolder());
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(said);
  });
});
