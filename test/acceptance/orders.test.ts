/** The orders, given to an agent of the test's own. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { noOrders } from "../../src/acceptance/observations.js";
import { giveOrders } from "../../src/acceptance/orders.js";

const TOKEN = "t".repeat(64);
const node = {
  uuid: "5ac2a0b0-0000-4000-8000-000000000001",
  properties: { root_device: { serial: "DISK" } },
};
const image = { url: "http://10.0.2.2:1/disk.qcow2", sha256: "5".repeat(64) };

type Answering = (name: string) => object | "nothing";
let close = () => {};
afterEach(() => close());

/** What an agent was ordered, in turn; `answer`: its result, `nothing`: it never says anything. */
async function ordered(firmware: "bios" | "uefi", answer: Answering, over = new AbortController()) {
  const heard: { name: string; params: Record<string, unknown>; token: string | null }[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (data: Buffer) => {
      text += data.toString();
    });
    request.on("end", () => {
      const token = new URL(request.url ?? "", "http://agent").searchParams.get("agent_token");
      const { name, params } = JSON.parse(text);
      heard.push({ name, params, token });
      const said = token === TOKEN ? answer(name) : { faultstring: "Token invalid." };
      if (said === "nothing") return over.abort();
      response.writeHead(token === TOKEN ? 200 : 401).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const { port } = server.address() as AddressInfo;
  const into = { ...noOrders };
  const heartbeat = { callbackUrl: `http://127.0.0.1:${port}`, version: null, certificate: null };
  const reachedAt = { host: "127.0.0.1", port };
  const place = { heartbeat, token: TOKEN, node, firmware, image, reachedAt, signal: over.signal };
  await giveOrders(place, into, () => {});
  return { heard, into };
}

const done: Answering = (name) => ({ id: "1", command_name: name, command_status: "SUCCEEDED" });

describe("the orders of a trial", () => {
  it("are a stranger's, and those of a conductor that has a disk image written and switches off", async () => {
    const { heard, into } = await ordered("bios", done);
    expect(heard.map(({ name }) => name)).toEqual([
      "clean.get_clean_steps",
      "clean.get_clean_steps",
      "standby.prepare_image",
      "standby.power_off",
    ]);
    expect(heard.map(({ token }) => token === TOKEN)).toEqual([false, true, true, true]);
    expect(into.wrongToken).toEqual({ error: "the agent answers 401: Token invalid." });
    expect(heard[1]?.params).toMatchObject({ node, ports: [] });
    expect(heard[2]?.params).toEqual({
      image_info: {
        id: expect.any(String),
        urls: [image.url],
        disk_format: "qcow2",
        image_type: "whole-disk",
        os_hash_algo: "sha256",
        os_hash_value: image.sha256,
        stream_raw_images: false,
      },
    });
    expect(into.writeImage).toMatchObject({ status: "SUCCEEDED" });
    expect(into.bootEntries).toBeNull();
  });

  it("under UEFI also want an entry of the firmware's removed", async () => {
    const { heard, into } = await ordered("uefi", done);
    expect(heard[2]).toMatchObject({
      name: "clean.execute_clean_step",
      params: { step: { interface: "deploy", step: "clean_uefi_nvram" }, node, ports: [] },
    });
    expect(into.bootEntries).toMatchObject({ status: "SUCCEEDED" });
  });

  it("go on after one that failed", async () => {
    const { heard, into } = await ordered("bios", (name) =>
      name === "standby.prepare_image"
        ? { id: "1", command_status: "FAILED", command_error: { message: "no disk" } }
        : done(name),
    );
    expect(into.writeImage).toMatchObject({ status: "FAILED", error: { message: "no disk" } });
    expect(heard.at(-1)?.name).toBe("standby.power_off");
  });

  it("end with the one that is not answered in time, and say so", async () => {
    const { heard, into } = await ordered("bios", (name) =>
      name === "standby.prepare_image" ? "nothing" : done(name),
    );
    expect(heard.at(-1)?.name).toBe("standby.prepare_image");
    expect(into.writeImage).toEqual({ error: "no answer" });
    expect(into.powerOff).toBeNull();
  });
});
