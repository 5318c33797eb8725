/**
 * What Ironic's API answers to an agent: version, lookup, heartbeat, inspection. A stand-in that knows one node. Pure.
 * Source: the agent's own client (ironic_api_client.py, inspector.py) and Ironic's API reference.
 */

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** X-OpenStack-Ironic-API-Version; null: without, which Ironic takes for 1.1. */
  readonly apiVersion: string | null;
  /** The body as JSON; null when it is none. */
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
  readonly event: ConductorEvent | null;
}

export interface NodeSettings {
  readonly uuid: string;
  readonly token: string;
  /** As Ironic keeps them: `root_device` has the hints by which the agent takes a disk. */
  readonly properties: object;
  /** Cards by which the node is known, lower case; none: it is whoever asks. */
  readonly addresses: readonly string[];
  /** Seconds within which the agent has to send a heartbeat. */
  readonly heartbeatTimeout: number;
  /** `1.92`: from 1.62 on agents send their token, from 1.68 on their certificate. */
  readonly apiVersion: string;
  /** So many lookups and heartbeats are answered with 409 (the node is locked) before one is served. */
  readonly conflicts: number;
  /**
   * Tell the token at the first lookup only, and asterisks afterwards, as Ironic does until it switches the node off:
   * an agent that is started anew is left without.
   */
  readonly tokenOnce: boolean;
}

/** From these versions of its API (1.x) on Ironic knows the agent's calls, and these fields of a heartbeat. */
const SINCE = { ramdisk: 22, agentVersion: 36, certificate: 68 } as const;
const MASKED = "******";

export interface Heartbeat {
  readonly callbackUrl: string;
  readonly version: string | null;
  /** The certificate that the agent made for itself, PEM; null: it speaks plain HTTP, or has one of another's. */
  readonly certificate: string | null;
}

export type ConductorEvent =
  | { readonly type: "lookup"; readonly addresses: readonly string[]; readonly found: boolean }
  | { readonly type: "heartbeat"; readonly heartbeat: Heartbeat }
  | { readonly type: "inspection"; readonly inventory: unknown }
  | { readonly type: "conflict"; readonly path: string }
  /** What an agent must not do: a wrong token, another node, a body without what it needs. */
  | { readonly type: "refused"; readonly path: string; readonly why: string };

export class StandInConductor {
  #conflicts: number;
  #isTokenTold = false;
  constructor(readonly node: NodeSettings) {
    this.#conflicts = node.conflicts;
  }

  answer(request: ApiRequest): ApiAnswer {
    const { method, path } = request;
    if (method === "GET" && path === "/") return ok(this.#versions(), null);
    if (method === "GET" && path === "/v1/lookup") return this.#ramdisk(request, () => this.#lookup(request));
    const beat = /^\/v1\/heartbeat\/([^/]+)$/.exec(path);
    if (method === "POST" && beat)
      return this.#ramdisk(request, () => this.#heartbeat(request, beat[1] ?? ""));
    if (method === "POST" && path === "/v1/continue_inspection")
      return ok({ uuid: this.node.uuid }, { type: "inspection", inventory: request.body });
    return refused(404, path, `${method} ${path} is nothing that an agent asks for`);
  }

  #ramdisk({ apiVersion, path }: ApiRequest, serve: () => ApiAnswer): ApiAnswer {
    const minor = minorOf(apiVersion);
    if (minor < SINCE.ramdisk)
      return refused(404, path, `API version ${apiVersion ?? "1.1, for none is named"} has no such call`);
    if (minor > minorOf(this.node.apiVersion))
      return refused(406, path, `API version ${apiVersion} is newer than ${this.node.apiVersion}`);
    if (this.#conflicts === 0) return serve();
    this.#conflicts--;
    return { status: 409, body: fault("Node is locked by another host"), event: { type: "conflict", path } };
  }

  #versions(): object {
    const version = { id: "v1", status: "CURRENT", version: this.node.apiVersion, min_version: "1.1" };
    return { name: "OpenStack Ironic API (a stand-in)", default_version: version, versions: [version] };
  }

  #lookup({ query }: ApiRequest): ApiAnswer {
    const { node } = this;
    const addresses = (query.get("addresses") ?? "")
      .toLowerCase()
      .split(",")
      .filter((each) => each !== "");
    const byUuid = query.get("node_uuid");
    const isKnown = node.addresses.length === 0 || addresses.some((each) => node.addresses.includes(each));
    const found = byUuid === undefined ? isKnown : byUuid === node.uuid;
    const event = { type: "lookup", addresses, found } as const;
    if (!found) return { status: 404, body: fault("Node could not be found"), event };
    const body = {
      node: nodeObject(node),
      config: {
        heartbeat_timeout: node.heartbeatTimeout,
        agent_token: node.tokenOnce && this.#isTokenTold ? MASKED : node.token,
        agent_token_required: true,
      },
    };
    this.#isTokenTold = true;
    return ok(body, event);
  }

  #heartbeat({ apiVersion, body, path }: ApiRequest, uuid: string): ApiAnswer {
    const field = (name: string): string | null => {
      const value = (body as Readonly<Record<string, unknown>> | null)?.[name];
      return typeof value === "string" ? value : null;
    };
    if (uuid !== this.node.uuid) return refused(404, path, "a heartbeat of a node that is not known");
    const callbackUrl = field("callback_url");
    if (callbackUrl === null || !URL.canParse(callbackUrl))
      return refused(400, path, "a heartbeat without a callback_url that is a URL");
    if (field("agent_token") !== this.node.token)
      return refused(
        400,
        path,
        `a heartbeat with ${field("agent_token") === null ? "no" : "a wrong"} agent_token`,
      );
    const minor = minorOf(apiVersion);
    const tooNew = [
      ...(field("agent_version") !== null && minor < SINCE.agentVersion ? ["agent_version"] : []),
      ...(field("agent_verify_ca") !== null && minor < SINCE.certificate ? ["agent_verify_ca"] : []),
    ];
    if (tooNew.length > 0)
      return refused(400, path, `a heartbeat of API version ${apiVersion} with ${tooNew.join(", ")}`);
    const heartbeat = { callbackUrl, version: field("agent_version"), certificate: field("agent_verify_ca") };
    return { status: 202, body: {}, event: { type: "heartbeat", heartbeat } };
  }
}

/** As Ironic tells an agent of its node, at the lookup and with orders that are about it. */
export function nodeObject({ properties, uuid }: Pick<NodeSettings, "properties" | "uuid">): object {
  // An agent of today reads driver_internal_info; what it holds is for drivers.
  return { uuid, properties, instance_info: {}, driver_internal_info: {} };
}

function ok(body: object, event: ConductorEvent | null): ApiAnswer {
  return { status: 200, body, event };
}

function refused(status: number, path: string, why: string): ApiAnswer {
  return { status, body: fault(why), event: { type: "refused", path, why } };
}

/** Of `1.68` 68; what cannot be read is older than everything. */
function minorOf(version: string | null): number {
  return Number(/^1\.(\d{1,4})$/.exec(version ?? "")?.[1] ?? 1);
}

/** As Ironic words its errors. */
function fault(text: string): object {
  return { error_message: { faultcode: "Client", faultstring: text, debuginfo: null } };
}
