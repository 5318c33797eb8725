/** The words of a line as a shell would take them apart, without any expansion: quotes and backslashes only. Pure. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let isWord = false;
  let quote: '"' | "'" | null = null;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote === "'") {
      if (char === quote) quote = null;
      else word += char;
    } else if (char === "\\" && (quote === null || '"\\$`'.includes(line.charAt(i + 1)))) {
      word += line.charAt(++i);
      isWord = true;
    } else if (quote === '"') {
      if (char === quote) quote = null;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      isWord = true;
    } else if (/\s/.test(char)) {
      if (isWord) words.push(word);
      word = "";
      isWord = false;
    } else {
      word += char;
      isWord = true;
    }
  }
  if (isWord) words.push(word);
  return words;
}
