import { describe, expect, it } from "vitest";
import { wantedSources } from "../../../src/buildroot/adopt/index.js";

describe("what a configuration downloads", () => {
  it("is every file of show-info once, with its folder", () => {
    const info = {
      linux: { type: "target", dl_dir: "linux", downloads: [{ source: "linux-6.12.tar.xz", uris: [] }] },
      "linux-headers": { type: "target", dl_dir: "linux", downloads: [{ source: "linux-6.12.tar.xz" }] },
      skeleton: { type: "target", virtual: false },
      "rootfs-cpio": { type: "rootfs" },
    };
    expect(wantedSources(info)).toEqual([
      { packageName: "linux", folder: "linux", file: "linux-6.12.tar.xz" },
    ]);
  });

  it("passes over what is no show-info, and names that are no names", () => {
    expect(wantedSources(null)).toEqual([]);
    expect(wantedSources([{ dl_dir: "a" }])).toEqual([]);
    expect(wantedSources({ a: { dl_dir: "../x", downloads: [{ source: "f" }] } })).toEqual([]);
    expect(wantedSources({ a: { dl_dir: "a", downloads: [{ source: "../f" }, {}, 3] } })).toEqual([]);
  });
});
