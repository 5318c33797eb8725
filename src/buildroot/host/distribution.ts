/** Which distribution this is, and the exact command that installs packages on it. */

export type Family = "debian" | "fedora" | "unknown";

/** The family out of the text of /etc/os-release (ID and ID_LIKE). */
export function familyOf(osRelease: string): Family {
  const field = (name: string) =>
    new RegExp(`^${name}=["']?([^"'\\n]*)`, "m").exec(osRelease)?.[1]?.toLowerCase() ?? "";
  const names = `${field("ID")} ${field("ID_LIKE")}`.split(/\s+/);
  if (names.includes("debian") || names.includes("ubuntu")) return "debian";
  if (names.includes("fedora") || names.includes("rhel")) return "fedora";
  return "unknown";
}

/** The install command as words, or null where the family is not known or nothing is to be installed. */
export function installCommand(family: Family, packages: readonly string[]): readonly string[] | null {
  if (packages.length === 0) return null;
  switch (family) {
    case "debian":
      return ["apt-get", "install", "--yes", "--no-install-recommends", ...packages];
    case "fedora":
      return ["dnf", "install", "--assumeyes", ...packages];
    case "unknown":
      return null;
  }
}

/** The same for a person to type: with sudo in front unless already root. */
export function installCommandLine(
  family: Family,
  packages: readonly string[],
  isRoot: boolean,
): string | null {
  const words = installCommand(family, packages);
  return words && [...(isRoot ? [] : ["sudo"]), ...words].join(" ");
}
