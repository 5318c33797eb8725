import { describe, expect, it } from "vitest";
import { type ApiRequest, StandInConductor } from "../../src/conductor/protocol.js";

const settings = {
  uuid: "5ac2a0b0-0000-4000-8000-000000000001",
  token: "t".repeat(64),
  properties: { root_device: { serial: "DISK" } },
  addresses: ["52:54:00:12:34:56"],
  heartbeatTimeout: 300,
  apiVersion: "1.92",
  conflicts: 0,
  tokenOnce: false,
};
const request = (method: string, path: string, more: Partial<ApiRequest> = {}): ApiRequest => ({
  method,
  path,
  query: new Map(),
  apiVersion: "1.68",
  body: null,
  ...more,
});
const lookup = (query: Record<string, string>) =>
  request("GET", "/v1/lookup", { query: new Map(Object.entries(query)) });
const heartbeat = (body: object, uuid = settings.uuid) => request("POST", `/v1/heartbeat/${uuid}`, { body });

describe("the stand-in for Ironic's API", () => {
  it("says a version from which on agents send token and certificate", () => {
    const { body, status } = new StandInConductor(settings).answer(request("GET", "/"));
    expect(status).toBe(200);
    expect(body).toMatchObject({ default_version: { version: "1.92" } });
  });

  it("knows the node by any of its cards, in any case, or by its uuid", () => {
    const conductor = new StandInConductor(settings);
    const found = conductor.answer(
      lookup({ addresses: "00:00:00:00:00:01,52:54:00:12:34:56".toUpperCase() }),
    );
    expect(found.status).toBe(200);
    expect(found.body).toMatchObject({
      node: { uuid: settings.uuid },
      config: { heartbeat_timeout: 300, agent_token: settings.token },
    });
    expect(conductor.answer(lookup({ addresses: "00:00:00:00:00:01" })).status).toBe(404);
    expect(conductor.answer(lookup({ addresses: "x", node_uuid: settings.uuid })).status).toBe(200);
    expect(conductor.answer(lookup({ node_uuid: "another" })).status).toBe(404);
    const whoever = new StandInConductor({ ...settings, addresses: [] });
    expect(whoever.answer(lookup({ addresses: "00:00:00:00:00:01" })).status).toBe(200);
  });

  it("takes a heartbeat with the token, and tells what it brought", () => {
    const body = {
      callback_url: "https://10.0.2.15:9999",
      agent_token: settings.token,
      agent_version: "10.2.0",
    };
    const answer = new StandInConductor(settings).answer(heartbeat({ ...body, agent_verify_ca: "PEM" }));
    expect(answer.status).toBe(202);
    expect(answer.event).toEqual({
      type: "heartbeat",
      heartbeat: { callbackUrl: "https://10.0.2.15:9999", version: "10.2.0", certificate: "PEM" },
    });
  });

  it.each([
    ["no agent_token", { callback_url: "http://h" }, undefined, 400],
    ["a wrong agent_token", { callback_url: "http://h", agent_token: "guess" }, undefined, 400],
    ["without a callback_url", { agent_token: settings.token }, undefined, 400],
    ["without a callback_url", { agent_token: settings.token, callback_url: "nowhere" }, undefined, 400],
    ["not known", { callback_url: "http://h", agent_token: settings.token }, "another", 404],
  ])("refuses a heartbeat: %s", (why, body, uuid, status) => {
    const answer = new StandInConductor(settings).answer(heartbeat(body, uuid));
    expect(answer.status).toBe(status);
    expect(answer.event).toMatchObject({ type: "refused", why: expect.stringContaining(why) });
    expect(JSON.stringify(answer.body)).toContain("faultstring");
  });

  it("tells the token once, when it is to be as strict as Ironic", () => {
    const conductor = new StandInConductor({ ...settings, tokenOnce: true });
    const told = () =>
      (conductor.answer(lookup({ node_uuid: settings.uuid })).body as { config: object }).config;
    expect(told()).toMatchObject({ agent_token: settings.token });
    expect(told()).toMatchObject({ agent_token: "******" });
  });

  it.each([
    [null, 404, "1.1"],
    ["1.21", 404, "1.21"],
    ["1.93", 406, "newer than 1.92"],
    ["1.22", 200, null],
  ])(
    "knows the agent's calls from version 1.22 on, and none that is newer than it: %s",
    (apiVersion, status, why) => {
      const answer = new StandInConductor({ ...settings, addresses: [] }).answer({
        ...lookup({}),
        apiVersion,
      });
      expect(answer.status).toBe(status);
      if (why !== null)
        expect(answer.event).toMatchObject({ type: "refused", why: expect.stringContaining(why) });
    },
  );

  it("refuses fields of a heartbeat that its version of the API does not have", () => {
    const body = { callback_url: "https://h", agent_token: settings.token, agent_verify_ca: "PEM" };
    const of = (apiVersion: string) =>
      new StandInConductor(settings).answer({ ...heartbeat(body), apiVersion }).status;
    expect([of("1.67"), of("1.68")]).toEqual([400, 202]);
  });

  it("is locked as often as it is told to be, and then serves", () => {
    const conductor = new StandInConductor({ ...settings, addresses: [], conflicts: 2 });
    expect([1, 2, 3].map(() => conductor.answer(lookup({})).status)).toEqual([409, 409, 200]);
  });

  it("takes an inventory", () => {
    const body = { inventory: { disks: [] } };
    const answer = new StandInConductor(settings).answer(
      request("POST", "/v1/continue_inspection", { body }),
    );
    expect(answer).toMatchObject({ status: 200, event: { type: "inspection", inventory: body } });
  });

  it("says that it knows nothing else", () => {
    expect(new StandInConductor(settings).answer(request("GET", "/v1/nodes")).status).toBe(404);
  });
});
