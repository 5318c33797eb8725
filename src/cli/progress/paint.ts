/** Colours of a terminal. Off (NO_COLOR, no terminal) every one is the text itself. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly busy: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export function paint(colour: boolean): Paint {
  const code = (number: number) => (text: string) =>
    colour && text !== "" ? `\x1b[${number}m${text}\x1b[0m` : text;
  return { good: code(32), busy: code(36), bad: code(31), strong: code(1), faint: code(2) };
}
