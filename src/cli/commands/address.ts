import { InvalidArgumentError } from "commander";

/** Where a server listens, or is reached. */
export interface Address {
  /** A name or an address, an IPv6 one without brackets. */
  readonly host: string;
  readonly port: number;
}

/** HOST:PORT, [IPV6]:PORT or PORT of a command line. */
export function parseAddress(text: string): Address {
  const found = /^(?:(\[[^\]]+\]|[^:]+):)?(\d{1,5})$/.exec(text);
  const port = Number(found?.[2]);
  if (!found || port > 65535) throw new InvalidArgumentError("HOST:PORT or PORT is expected");
  return { host: (found[1] ?? "0.0.0.0").replace(/^\[|\]$/g, ""), port };
}

/** The same, as {@link parseAddress} reads it. */
export function hostAndPort({ host, port }: Address): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
