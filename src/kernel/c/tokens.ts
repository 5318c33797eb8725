/** Words of C: just enough to read tables of constants. */

const TOKEN =
  /[A-Za-z_]\w*|\d\w*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<<|>>|##|&&|\|\||[=!<>]=|\.\.\.|[^\s\w]/g;

export function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

export function isIdentifier(token: string | undefined): token is string {
  return token !== undefined && /^[A-Za-z_]/.test(token);
}

/** Lines as the preprocessor sees them: continued ones joined, without comments. */
export function logicalLines(text: string): readonly string[] {
  return text
    .replace(/\\\r?\n/g, " ")
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g, (found) =>
      found.startsWith('"') ? found : " ",
    )
    .split("\n");
}

/** From an opening token to behind the one that closes it; the end of the list where none does. */
export function closing(tokens: readonly string[], open: number): number {
  const pairs: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };
  const opener = tokens[open] ?? "";
  const closer = pairs[opener];
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at] === opener) depth++;
    else if (tokens[at] === closer && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** The parts between commas that stand in no bracket. */
export function commaParts(tokens: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === "(" || token === "{" || token === "[") depth++;
    else if (token === ")" || token === "}" || token === "]") depth--;
    if (token === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
