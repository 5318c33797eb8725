/** What the host must have, as data: the program, the oldest version, and the package that brings it. */

export type Purpose = "build" | "test" | "boot";

export interface VersionRule {
  readonly args: readonly string[];
  /** The first group is the version. */
  readonly pattern: RegExp;
  readonly minimum: string;
}

export interface Requirement {
  /** A name in PATH, an absolute path, or `perl:Module`. */
  readonly name: string;
  readonly purposes: readonly Purpose[];
  readonly debian: string | null;
  readonly fedora: string | null;
  readonly version?: VersionRule;
  /** Asked for where the distribution has it; its absence is a warning, not an error. */
  readonly optional?: boolean;
}

const perlModule = (module: string, fedora: string): Requirement => ({
  name: `perl:${module}`,
  purposes: ["build"],
  debian: "perl",
  fedora,
});

const simple = (name: string, debian = name, fedora = debian): Requirement => ({
  name,
  purposes: ["build"],
  debian,
  fedora,
});

const forTests = (name: string, debian: string, fedora: string | null): Requirement => ({
  name,
  purposes: ["test"],
  debian,
  fedora,
  optional: true,
});

/** In the order in which doctor reports them. Buildroot's manual ("System requirements") and its dependency check. */
export const REQUIREMENTS: readonly Requirement[] = [
  {
    name: "make",
    purposes: ["build", "test"],
    debian: "make",
    fedora: "make",
    version: { args: ["--version"], pattern: /GNU Make ([0-9.]+)/, minimum: "3.81" },
  },
  {
    name: "gcc",
    purposes: ["build", "test"],
    debian: "gcc",
    fedora: "gcc",
    version: { args: ["-dumpfullversion", "-dumpversion"], pattern: /([0-9.]+)/, minimum: "4.8" },
  },
  {
    name: "g++",
    purposes: ["build"],
    debian: "g++",
    fedora: "gcc-c++",
    version: { args: ["-dumpfullversion", "-dumpversion"], pattern: /([0-9.]+)/, minimum: "4.8" },
  },
  // Kernel and toolchain builds link against the C library: its headers come apart from gcc on Debian.
  { name: "/usr/include/stdio.h", purposes: ["build", "test"], debian: "libc6-dev", fedora: "glibc-devel" },
  { name: "bash", purposes: ["build", "test"], debian: "bash", fedora: "bash" },
  {
    name: "git",
    purposes: ["build", "test"],
    debian: "git",
    fedora: "git",
    version: { args: ["--version"], pattern: /git version ([0-9.]+)/, minimum: "2.0" },
  },
  simple("which", "debianutils", "which"),
  simple("sed"),
  simple("/usr/bin/file", "file"),
  {
    name: "patch",
    purposes: ["build"],
    debian: "patch",
    fedora: "patch",
    version: { args: ["-v"], pattern: /GNU patch ([0-9.]+)/, minimum: "2.7" },
  },
  simple("perl", "perl", "perl-interpreter"),
  perlModule("Data::Dumper", "perl-Data-Dumper"),
  perlModule("English", "perl-English"),
  perlModule("ExtUtils::MakeMaker", "perl-ExtUtils-MakeMaker"),
  perlModule("FindBin", "perl-FindBin"),
  perlModule("IPC::Cmd", "perl-IPC-Cmd"),
  perlModule("Thread::Queue", "perl-Thread-Queue"),
  { name: "tar", purposes: ["build", "test"], debian: "tar", fedora: "tar" },
  { name: "gzip", purposes: ["build", "test"], debian: "gzip", fedora: "gzip" },
  { name: "xz", purposes: ["build", "test"], debian: "xz-utils", fedora: "xz" },
  simple("bzip2"),
  { name: "cpio", purposes: ["build", "test"], debian: "cpio", fedora: "cpio" },
  simple("unzip"),
  simple("rsync"),
  simple("bc"),
  simple("wget"),
  simple("find", "findutils"),
  simple("xargs", "findutils"),
  simple("cmp", "diffutils"),
  simple("awk", "mawk", "gawk"),
  { name: "shellcheck", purposes: ["test"], debian: "shellcheck", fedora: "ShellCheck", optional: true },
  { name: "kconfig-conf", purposes: ["test"], debian: "kconfig-frontends-nox", fedora: null, optional: true },
  // The kernel's conf, which the engine is compared with, is built with these.
  ...["flex", "bison"].map((name) => forTests(name, name, name)),
  forTests("/usr/lib/python3/dist-packages/pytest/__init__.py", "python3-pytest", "python3-pytest"),
  // A real agent is started from Debian's packages, for the tests only.
  forTests("mmdebstrap", "mmdebstrap", "mmdebstrap"),
  forTests("zstd", "zstd", "zstd"),
  forTests("/usr/bin/qemu-system-x86_64", "qemu-system-x86", "qemu-system-x86-core"),
  // An ISO is made with them as Buildroot makes it, and started.
  forTests("/usr/lib/grub/i386-pc/cdboot.img", "grub-pc-bin", "grub2-pc-modules"),
  forTests("/usr/lib/grub/x86_64-efi/moddep.lst", "grub-efi-amd64-bin", "grub2-efi-x64-modules"),
  forTests("xorriso", "xorriso", "xorriso"),
  forTests("mcopy", "mtools", "mtools"),
  forTests("/usr/sbin/mkfs.vfat", "dosfstools", "dosfstools"),
  {
    name: "qemu-system-x86_64",
    purposes: ["boot"],
    debian: "qemu-system-x86",
    fedora: "qemu-system-x86-core",
  },
  {
    name: "/usr/share/OVMF/OVMF_CODE_4M.fd",
    purposes: ["boot", "test"],
    debian: "ovmf",
    fedora: null,
    optional: true,
  },
];
