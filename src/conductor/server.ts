/** The stand-in conductor on the network. */
import { createServer, type IncomingMessage } from "node:http";
import { type Listening, listen } from "./listening.js";
import type { ConductorEvent, StandInConductor } from "./protocol.js";

/** More than any inventory has; an agent that sends more is broken. */
const MOST_BYTES = 64e6;

/** @throws the system's error when the address cannot be listened on */
export function serveConductor(
  conductor: StandInConductor,
  address: { readonly host: string; readonly port: number },
  tell: (event: ConductorEvent) => void,
): Promise<Listening> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://conductor");
    readBody(request).then(
      (text) => {
        const { body, event, status } = conductor.answer({
          method: request.method ?? "GET",
          path: url.pathname.replace(/(?<=.)\/$/, ""),
          query: new Map(url.searchParams),
          apiVersion: request.headers["x-openstack-ironic-api-version"]?.toString() ?? null,
          body: parsed(text),
        });
        response.writeHead(status, {
          "content-type": "application/json",
          "x-openstack-ironic-api-version": conductor.node.apiVersion,
        });
        // The answer first: what is done about an event must not keep the agent waiting.
        response.end(JSON.stringify(body), () => event && tell(event));
      },
      () => response.destroy(),
    );
  });
  return listen(server, address);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error("too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
