import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../cli/rig.js";
import { available, put, repository } from "./tree.js";

const overlay = join(repository, "board/openstack/ipa/overlay");
const unit = join(overlay, "etc/systemd/system/ironic-python-agent.service");

/** Every path below the overlay, directories too. */
const paths = readdirSync(overlay, { recursive: true }).map(String);

describe("the board's overlay", () => {
  it("has no directory where a merged /usr has a link, which Buildroot refuses", () => {
    for (const merged of ["bin", "sbin", "lib", "lib64", "usr/sbin"]) expect(paths).not.toContain(merged);
  });

  it("starts the agent at boot, but not on a rescued machine nor without an agent", () => {
    const wanted = join(overlay, "etc/systemd/system/multi-user.target.wants/ironic-python-agent.service");
    expect(lstatSync(wanted).isSymbolicLink()).toBe(true);
    expect(existsSync(wanted)).toBe(true);
    const text = readFileSync(unit, "utf8");
    expect(text).toMatch(
      /^ExecStart=\/usr\/bin\/ironic-python-agent --config-dir \/etc\/ironic-python-agent\.d$/m,
    );
    expect(text).toContain("ConditionPathExists=!/etc/.rescued");
    expect(text).toContain("ConditionFileIsExecutable=/usr/bin/ironic-python-agent");
    expect(text).toMatch(/^Restart=always$/m);
  });

  it("asks for addresses on every wired card and caps the journal", () => {
    const network = readFileSync(join(overlay, "etc/systemd/network/99-dhcp.network"), "utf8");
    expect(network).toMatch(/^Name=en\* eth\*$/m);
    expect(network).toMatch(/^DHCP=yes$/m);
    expect(readFileSync(join(overlay, "etc/systemd/journald.conf.d/10-ipa.conf"), "utf8")).toMatch(
      /^RuntimeMaxUse=15M$/m,
    );
  });

  it("lets udev switch on no volumes of lvm2, whether its rule is left out of the image or not", () => {
    // What stands in /etc goes before /usr/lib under the same name: udev(7).
    const rules = readFileSync(join(overlay, "etc/udev/rules.d/69-dm-lvm.rules"), "utf8");
    expect(rules).not.toMatch(/^[^#]/m);
  });

  it("mounts the firmware's variables, which Buildroot's systemd does not", () => {
    const mount = "etc/systemd/system/sys-firmware-efi-efivars.mount";
    const wanted = "etc/systemd/system/sysinit.target.wants/sys-firmware-efi-efivars.mount";
    expect(realpathSync(join(overlay, wanted))).toBe(join(overlay, mount));
    const text = readFileSync(join(overlay, mount), "utf8");
    // systemd takes a mount unit only under the name of its place; without EFI there is no such place.
    expect(text).toMatch(/^Where=\/sys\/firmware\/efi\/efivars$/m);
    expect(text).toMatch(/^ConditionPathExists=\/sys\/firmware\/efi\/efivars$/m);
    expect(text).toMatch(/^Type=efivarfs$/m);
  });

  it("asks nobody outside for the time", () => {
    const time = readFileSync(join(overlay, "etc/systemd/timesyncd.conf.d/10-ipa.conf"), "utf8");
    expect(time).toMatch(/^FallbackNTP=$/m);
  });

  it("asks nobody outside for names, and answers no neighbour who asks for this machine's", () => {
    const names = readFileSync(join(overlay, "etc/systemd/resolved.conf.d/10-ipa.conf"), "utf8");
    expect(
      names
        .split("\n")
        .filter((line) => line.includes("="))
        .sort(),
    ).toEqual(["DNSOverTLS=no", "DNSSEC=no", "FallbackDNS=", "LLMNR=no", "MulticastDNS=no"]);
  });

  it.skipIf(!available("systemctl", "--version"))(
    "keeps off what the agent minds, and starts what it needs, when Buildroot presets all units",
    async () => {
      const root = temporaryFolder();
      cpSync(overlay, root, { recursive: true, verbatimSymlinks: true });
      for (const name of [
        "blk-availability.service",
        "chrony.service",
        "dm-event.socket",
        "fstrim.timer",
        "lvm-devices-import.path",
        "lvm-devices-import.service",
        "lvm2-monitor.service",
        "nvmf-autoconnect.service",
        "smartd.service",
        "sshd.service",
        "systemd-timesyncd.service",
        "xfs_scrub_all.timer",
      ])
        put(
          join(root, `usr/lib/systemd/system/${name}`),
          "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n",
        );
      await execa("systemctl", [`--root=${root}`, "preset-all"]);
      expect(readdirSync(join(root, "etc/systemd/system/multi-user.target.wants")).sort()).toEqual([
        "ipa-rescue.path",
        "ironic-python-agent.service",
        "sshd.service",
        "systemd-timesyncd.service",
      ]);
    },
  );

  it.skipIf(!available("systemd-analyze", "--version"))("has a unit systemd can read", async () => {
    const { all } = await execa("systemd-analyze", ["verify", "--man=no", unit], {
      all: true,
      reject: false,
    });
    expect(all).not.toMatch(/Unknown (key|section|lvalue)|ironic-python-agent\.service:\d+/);
  });
});

describe("the user's overlay", () => {
  it("is there in every clone, and adds nothing to an image by itself", () => {
    // Buildroot copies everything but .empty and its like.
    expect(readdirSync(join(repository, "overlay"))).toContain(".empty");
  });
});
