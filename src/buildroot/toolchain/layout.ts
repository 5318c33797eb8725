/**
 * Where a file of the distribution goes in the flat sysroot. Buildroot's checks pass with multiarch folders too, but
 * copying the libraries to the target then fails; so everything is merged into `lib`, `usr/lib` and `usr/include`.
 */

export type Place =
  /** Shared libraries that programs load: `lib`. */
  | { readonly kind: "runtime"; readonly path: string }
  /** What the linker reads: `usr/lib`. */
  | { readonly kind: "development"; readonly path: string }
  | { readonly kind: "header"; readonly path: string };

/** What Buildroot brings itself (libxcrypt), and the declarations for Fortran. */
const UNWANTED = /^(libcrypt[.-]|crypt\.h$|finclude\/)/;
const SHARED = /\.so(\.\d+)+$/;

/**
 * @param path absolute, as the package manager lists it
 * @param multiarch the triple whose folders are merged; empty where there are none
 * @returns the place, its path relative to the sysroot; `null` for what a toolchain does without
 */
export function placeOf(path: string, multiarch: string): Place | null {
  const header = /^\/usr\/include\/(.+)$/.exec(path)?.[1];
  if (header !== undefined) return headerPlace(header, multiarch);
  const library = /^(?:\/usr)?\/lib(?:32|64|x32)?\/(.+)$/.exec(path)?.[1];
  if (library === undefined) return null;
  const name = withoutTriple(library, multiarch);
  // Subfolders hold gconv modules, audit libraries, locales: nothing that links.
  if (name === null || name.includes("/") || UNWANTED.test(name)) return null;
  if (SHARED.test(name)) return { kind: "runtime", path: `lib/${name}` };
  return /\.(so|a|o)$/.test(name) ? { kind: "development", path: `usr/lib/${name}` } : null;
}

function headerPlace(header: string, multiarch: string): Place | null {
  const name = withoutTriple(header, multiarch);
  if (name === null || UNWANTED.test(name)) return null;
  return { kind: "header", path: `usr/include/${name}` };
}

/** The path without its leading multiarch folder; `null` when it is that of another architecture, or the bare folder. */
function withoutTriple(path: string, multiarch: string): string | null {
  const [first = "", ...rest] = path.split("/");
  if (multiarch !== "" && first === multiarch) return rest.length === 0 ? null : rest.join("/");
  // ld-linux-x86-64.so.2 looks like a triple, but for its dot.
  return /^[a-z0-9_]+-(linux|kfreebsd|gnu)[^.]*$/.test(first) ? null : path;
}

/**
 * A linker script with its absolute paths cut down to names, which the linker then looks up in the sysroot.
 * Only the paths inside GROUP, INPUT and AS_NEEDED are touched.
 */
export function relocateLinkerScript(text: string): string {
  return text
    .split(/(\/\*[\s\S]*?\*\/)/)
    .map((part) =>
      part.startsWith("/*") ? part : part.replace(/(^|[\s(,])\/(?:[^\s(),]*\/)+([^\s(),/]+)/g, "$1$2"),
    )
    .join("");
}

/** Whether the bytes of a `.so` or `.a` are a linker script and no object file. */
export function isLinkerScript(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 8)).toString("latin1");
  return !head.startsWith("\x7fELF") && !head.startsWith("!<arch>") && !head.startsWith("!<thin>");
}
