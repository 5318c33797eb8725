/**
 * Kconfig files are bytes in no certain encoding, so the engine reads them as latin1: one character is one byte.
 * What comes from Node or goes to it (paths, the environment) is Unicode text instead.
 */

/** Unicode text as bytes, one a character. */
export function bytesOf(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** Bytes, one a character, as Unicode text. */
export function unicodeOf(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}

/** What stands before a zero byte: there a text ends in C. */
export function upToNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul === -1 ? text : text.slice(0, nul);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
