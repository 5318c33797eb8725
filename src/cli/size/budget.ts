/** A file of limits: one a line, `rootfs.cpio.xz 40 MB` or `package:busybox 1.5 MB`. Pure. */

/** What is limited: an image by its name, or what a package brings into the root file system. */
export type Limited = { readonly kind: "image" | "package"; readonly name: string };

export type Limit = Limited & { readonly bytes: number };

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** @throws Error whose message has the line and what is wrong with it */
export function parseBudget(text: string): readonly Limit[] {
  return text.split("\n").flatMap((raw, at): readonly Limit[] => {
    const line = raw.replace(/#.*/, "").trim();
    if (line === "") return [];
    const found = /^(package:)?(\S+)\s+(\d+(?:\.\d+)?)\s*([a-zA-Z]+)$/.exec(line);
    const unit = UNITS[found?.[4] ?? ""];
    if (!found || unit === undefined)
      throw new Error(
        `line ${at + 1}: ${JSON.stringify(line)}: write a name and a size, such as rootfs.cpio.xz 40 MB`,
      );
    const [, ofPackage, name = "", number = ""] = found;
    return [{ kind: ofPackage ? "package" : "image", name, bytes: Math.round(Number(number) * unit) }];
  });
}
