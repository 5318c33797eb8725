/** What a machine says on its serial console: lines, and the sentences in them that explain why nothing comes. Pure. */
import { stripVTControlCharacters } from "node:util";

export type Finding =
  | { readonly kind: "kernel"; readonly line: string }
  /** Nothing comes after it. */
  | { readonly kind: "panic"; readonly line: string }
  /** The initramfs is not whole: the kernel's words, or the image's own self-check. */
  | { readonly kind: "truncated"; readonly line: string }
  | { readonly kind: "memory"; readonly line: string }
  /** The image itself advises more memory, and goes on. */
  | { readonly kind: "memory-advice"; readonly line: string }
  /** The image's self-check goes no further. */
  | { readonly kind: "stopped"; readonly line: string };

/** The sentences of kernels from 5.x to 6.12, and of the self-check in our own image (the overlay's /init). */
const SENTENCES: readonly { readonly kind: Finding["kind"]; readonly pattern: RegExp }[] = [
  { kind: "kernel", pattern: /\bLinux version \d+\.\d+/ },
  { kind: "truncated", pattern: /\*\*\* IPA: THE INITRAMFS IS TRUNCATED/ },
  { kind: "memory", pattern: /\*\*\* IPA: TOO LITTLE MEMORY/ },
  { kind: "memory-advice", pattern: /\*\*\* IPA: LITTLE MEMORY/ },
  { kind: "stopped", pattern: /\*\*\* IPA: STOPPED/ },
  { kind: "truncated", pattern: /\b[Ii]nitramfs unpacking failed: / },
  {
    kind: "truncated",
    pattern: /\b(XZ|LZMA|ZSTD)-compressed data is corrupt|\bcompressed data is truncated/i,
  },
  { kind: "memory", pattern: /\bOut of memory: Killed process|\bSystem is deadlocked on memory/ },
  { kind: "memory", pattern: /initrd extends beyond end of memory|\bout of memory\b/i },
  { kind: "panic", pattern: /\bKernel panic - not syncing/ },
];

/** More of a line is not kept: a console that never ends a line must not fill the memory. */
const LONGEST = 4000;
/** Lines that are kept for a report. */
const KEPT = 400;
export class ConsoleReader {
  #open = "";
  readonly lines: string[] = [];
  readonly findings: Finding[] = [];

  /** `secrets` are never in a line: an agent in debug mode, or its web server, writes the token out. */
  constructor(readonly secrets: readonly string[]) {}

  /** The next piece, as it came. @returns the lines that it ended, clean */
  feed(text: string): readonly string[] {
    const parts = `${this.#open}${text}`.split("\n");
    this.#open = (parts.pop() ?? "").slice(-LONGEST);
    const lines = parts.map((part) => this.#clean(part));
    for (const line of lines) this.#take(line);
    return lines;
  }

  /** The line that was not ended counts when nothing more comes. */
  end(): readonly string[] {
    return this.#open === "" ? [] : this.feed("\n");
  }

  first(kind: Finding["kind"]): Finding | null {
    return this.findings.find((each) => each.kind === kind) ?? null;
  }

  #clean(line: string): string {
    let clean = stripVTControlCharacters(line.slice(0, LONGEST))
      .replace(/\p{Cc}/gu, "")
      .trimEnd();
    for (const secret of this.secrets) clean = clean.replaceAll(secret, "***");
    return clean;
  }

  #take(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT) this.lines.shift();
    const sentence = SENTENCES.find(({ pattern }) => pattern.test(line));
    if (sentence !== undefined) this.findings.push({ kind: sentence.kind, line });
  }
}

const CAUSES: readonly Finding["kind"][] = ["truncated", "memory", "panic", "stopped"];

/** The sentence that explains best why nothing came; null when none does. */
export function causeIn(findings: readonly Finding[]): string | null {
  for (const kind of CAUSES) {
    const found = findings.find((each) => each.kind === kind);
    if (found !== undefined) return found.line;
  }
  return null;
}
