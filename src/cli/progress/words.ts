/** Times, sizes and lines of output as people read them. Pure. */
import { plainText } from "../../buildroot/build/step-line.js";

/** Seconds as `3:07`, `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Bytes as `999 bytes`, `12.3 kB`, `12.30 MB`. */
export function size(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(2)} MB`;
  return bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} bytes`;
}

/** `1 task`, `2 tasks`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** The first `most` of a list, and how many more there are. */
export function few(list: readonly string[], most: number, separator = ", "): string {
  if (list.length <= most) return list.join(separator);
  return `${list.slice(0, most).join(separator)}${separator}and ${list.length - most} more`;
}

/** A line that a program printed (latin1, with the terminal's codes) as text that cannot move the cursor. */
export function printable(line: string): string {
  const text = Buffer.from(plainText(line), "latin1").toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal
  return text.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").trimEnd();
}

/** A date as `2026-11-21 19:40:05`, in the time zone of this machine. */
export function localTime(milliseconds: number): string {
  const date = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace("T", " ");
}
