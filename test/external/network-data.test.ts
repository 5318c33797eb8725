/** Static addresses of the config drive: OpenStack's network_data.json as files of systemd-networkd. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterEach, describe, expect, it } from "vitest";
import { available, repository } from "./tree.js";

const program = join(repository, "board/openstack/ipa/overlay/usr/lib/ipa/network-data");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function convert(data: unknown) {
  const folder = mkdtempSync(join(tmpdir(), "ipa-network-"));
  folders.push(folder);
  const json = join(folder, "network_data.json");
  writeFileSync(json, typeof data === "string" ? data : JSON.stringify(data));
  const out = join(folder, "out");
  const { exitCode, stderr } = execaSync("/usr/bin/python3", ["-B", program, json, out], { reject: false });
  const files = existsSync(out)
    ? Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), "utf8")]))
    : {};
  return { exitCode, stderr, files };
}

const card = { id: "card", type: "phy", ethernet_mac_address: "52:54:00:AB:00:01", mtu: 9000 };

describe.skipIf(!available("/usr/bin/python3", "--version"))("network_data.json", () => {
  it("gives a card its addresses, routes, servers and MTU, told by its own MAC address", () => {
    const { exitCode, files } = convert({
      links: [card],
      networks: [
        {
          id: "a",
          type: "ipv4",
          link: "card",
          ip_address: "10.0.2.77",
          netmask: "255.255.255.0",
          routes: [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: "10.0.2.2" }],
        },
        { id: "b", type: "ipv6", link: "card", ip_address: "2001:db8::7/64", gateway: "2001:db8::1" },
      ],
      services: [
        { type: "dns", address: "10.0.2.3" },
        { type: "ntp", address: "2001:db8::123" },
      ],
    });
    expect(exitCode).toBe(0);
    expect(files).toEqual({
      "10-ipa-00.network": [
        "[Match]",
        "PermanentMACAddress=52:54:00:ab:00:01",
        "",
        "[Link]",
        "MTUBytes=9000",
        "",
        "[Network]",
        "DHCP=no",
        "IPv6AcceptRA=no",
        "LLDP=no",
        "DNS=10.0.2.3",
        "NTP=2001:db8::123",
        "Address=10.0.2.77/24",
        "Address=2001:db8::7/64",
        "",
        "[Route]",
        "Destination=0.0.0.0/0",
        "Gateway=10.0.2.2",
        "",
        "[Route]",
        "Destination=::/0",
        "Gateway=2001:db8::1",
        "",
      ].join("\n"),
    });
  });

  it.each([
    [["ipv4_dhcp"], "ipv4", "no"],
    [["ipv6_dhcp"], "ipv6", "yes"],
    [["ipv4_dhcp", "ipv6_dhcp"], "yes", "yes"],
    [["ipv6_slaac"], "no", "yes"],
  ])("asks for what %s means", (types, dhcp, accept) => {
    const networks = types.map((type, index) => ({ id: String(index), type, link: "card" }));
    const text = convert({ links: [card], networks }).files["10-ipa-00.network"];
    expect(text).toContain(`\nDHCP=${dhcp}\nIPv6AcceptRA=${accept}\n`);
    // Whoever is rescued asks anew, and shall not lose the address for it.
    const kept = [...(text?.matchAll(/^\[(DHCPv[46])\]\nSendRelease=no$/gm) ?? [])].map(([, name]) => name);
    const asked = { yes: ["DHCPv4", "DHCPv6"], ipv4: ["DHCPv4"], ipv6: ["DHCPv6"], no: [] };
    expect(kept).toEqual(asked[dhcp as keyof typeof asked]);
  });

  it("makes a bond of two cards, and a VLAN on it", () => {
    const { files } = convert({
      links: [
        card,
        { ...card, id: "card2", ethernet_mac_address: "52:54:00:ab:00:02" },
        {
          id: "b",
          type: "bond",
          bond_links: ["card", "card2"],
          bond_mode: "4",
          bond_miimon: 200,
          ethernet_mac_address: "52:54:00:ab:00:01",
        },
        { id: "v", type: "vlan", vlan_id: 101, vlan_link: "b", vlan_mac_address: "52:54:00:ab:00:03" },
      ],
      networks: [{ id: "n", type: "ipv4", link: "v", ip_address: "192.0.2.5/28" }],
    });
    expect(Object.keys(files)).toEqual([
      "10-ipa-00.network",
      "10-ipa-01.network",
      "10-ipa-02.netdev",
      "10-ipa-02.network",
      "10-ipa-03.netdev",
      "10-ipa-03.network",
    ]);
    expect(files["10-ipa-00.network"]).toContain("[Network]\nBond=bond2\n");
    expect(files["10-ipa-02.netdev"]).toContain("Name=bond2\nKind=bond\n");
    expect(files["10-ipa-02.netdev"]).toContain("Mode=802.3ad\nMIIMonitorSec=200ms\n");
    expect(files["10-ipa-02.network"]).toContain("VLAN=vlan101\n");
    expect(files["10-ipa-03.netdev"]).toContain("Name=vlan101\n");
    expect(files["10-ipa-03.netdev"]).toContain("[VLAN]\nId=101\n");
    expect(files["10-ipa-03.network"]).toContain("Address=192.0.2.5/28\n");
  });

  it("calls a VLAN by its number, and the same one over another card by another name", () => {
    const other = { ...card, id: "card2", ethernet_mac_address: "52:54:00:ab:00:02" };
    const vlan = (id: string, vlan_link: string) => ({ id, type: "vlan", vlan_id: 7, vlan_link });
    const { files } = convert({ links: [card, other, vlan("a", "card"), vlan("b", "card2")] });
    expect(files["10-ipa-00.network"]).toContain("VLAN=vlan7\n");
    expect(files["10-ipa-01.network"]).toContain("VLAN=vlan7-3\n");
    expect(files["10-ipa-02.netdev"]).toContain("Name=vlan7\n");
    expect(files["10-ipa-03.netdev"]).toContain("Name=vlan7-3\n");
  });

  it.each([
    [
      "an address that is none",
      { links: [card], networks: [{ id: "n", type: "ipv4", link: "card", ip_address: "10.0.2.300/24" }] },
      /network n: .*10\.0\.2\.300/,
    ],
    [
      "a link that is not there",
      { links: [], networks: [{ id: "n", type: "ipv4", link: "x" }] },
      /its link 'x' is not among the links/,
    ],
    [
      "a VLAN beyond 4094",
      { links: [card, { id: "v", type: "vlan", vlan_id: 5000, vlan_link: "card" }] },
      /vlan_id '5000' is none of 1 to 4094/,
    ],
    [
      "a line that would be another setting",
      { links: [{ ...card, ethernet_mac_address: "x\n[Network]\nDHCP=yes" }] },
      /is no MAC address/,
    ],
    ["an MTU with more behind it", { links: [{ ...card, mtu: "1500\nDHCP=yes" }] }, /control character/],
    [
      "a kind of network nobody knows",
      { links: [card], networks: [{ id: "n", type: "ipx", link: "card" }] },
      /type ipx: is not known/,
    ],
    ["what is no JSON", "{", /network-data: .*network_data\.json:/],
    ["a list", "[]", /is not an object/],
  ])("refuses %s, and writes nothing", (_, data, message) => {
    const { exitCode, files, stderr } = convert(data);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("Traceback");
    expect(files).toEqual({});
  });
});
