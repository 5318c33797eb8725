/** Text cut or filled to a number of columns. Pure; every character is counted as one column wide. */

/** At most `columns` long; what is cut off shows as `…`. */
export function clip(text: string, columns: number): string {
  const plain = [...narrow(text)];
  if (plain.length <= columns) return plain.join("");
  return columns <= 0 ? "" : `${plain.slice(0, columns - 1).join("")}…`;
}

/** Exactly `columns` long. */
export function pad(text: string, columns: number): string {
  const cut = clip(text, columns);
  return cut + " ".repeat(Math.max(0, columns - [...cut].length));
}

/** Scripts whose characters may be two columns wide, or none, would break the lines: they show as `?`. */
function narrow(text: string): string {
  return text.replace(
    /[^\u0020-\u007e\u00a1-\u02ff\u0370-\u03ff\u0400-\u04ff\u2010-\u2027\u2190-\u2193]/gu,
    "?",
  );
}
