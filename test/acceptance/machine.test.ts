import { describe, expect, it } from "vitest";
import {
  agentParameters,
  qemuWords,
  type Source,
  type Start,
  standardMachine,
} from "../../src/acceptance/machine.js";
import { forwardedPort } from "../../src/acceptance/qemu.js";

const words = (more: Partial<Start> = {}): string =>
  qemuWords({
    machine: standardMachine(512),
    source: { kind: "kernel", kernel: "/k", initrd: "/i" },
    firmware: { kind: "bios" },
    append: "console=ttyS0",
    diskFiles: ["/d0", "/d1", "/d2"],
    parametersFolder: null,
    reportSocket: "/reports",
    kvm: false,
    ...more,
  }).join(" ");

describe("the machine that an image is tried on", () => {
  it("has a disk of every kind with a serial number, two cards, a BMC, and no display", () => {
    const all = words();
    expect(all).toContain("virtio-blk-pci,drive=disk0,serial=IPA-VIRTIO");
    expect(all).toContain("nvme,drive=disk1,serial=IPA-NVME");
    expect(all).toContain("ide-hd,bus=ide.0,drive=disk2,serial=IPA-AHCI");
    expect(all.match(/,mac=52:54:00:69:70:6[12]/g)).toHaveLength(2);
    expect(all).toContain("isa-ipmi-kcs,bmc=bmc");
    expect(all).toContain("-m 512 ");
    expect(all).toContain("-accel tcg");
    expect(words({ kvm: true })).toContain("-accel kvm");
  });

  it("starts from a kernel, from a disk that nothing is written to, or from a CD with its parameters beside it", () => {
    expect(words()).toContain("-kernel /k -initrd /i -append console=ttyS0");
    const disk: Source = { kind: "rootfs", kernel: "/k", initrd: null, disk: "/r" };
    expect(words({ source: disk })).toMatch(/root=\/dev\/vda .*snapshot=on,file=\/r/);
    const cd = words({ source: { kind: "iso", iso: "/a,b.iso" }, parametersFolder: "/p" });
    expect(cd).toContain("file=/a,,b.iso");
    expect(cd).toContain("label=ir-vfd-dev,dir=/p");
    expect(cd).not.toContain("-kernel");
  });

  it("has OVMF with variables of its own for UEFI", () => {
    const uefi = words({ firmware: { kind: "uefi", code: "/code", variables: "/vars" } });
    expect(uefi).toMatch(/readonly=on,file=\/code .*if=pflash,format=raw,file=\/vars/);
  });

  it("tells the agent where it is listened to", () => {
    expect(agentParameters(6385)).toContain("ipa-api-url=http://10.0.2.2:6385");
  });

  it("reads the port that leads to the agent from QEMU's table", () => {
    const table =
      "Hub -1 (net0):\r\n  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r\n" +
      "  TCP[HOST_FORWARD]  14       127.0.0.1 43215       10.0.2.15  9999     0     0\r\n";
    expect(forwardedPort(table)).toBe(43215);
    expect(forwardedPort("nothing")).toBeNull();
  });
});
