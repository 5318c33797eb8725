/** Classes of bytes in the language of tokens: part of a word, blank, or (0) something else. */
export const WORD = 1;
export const BLANK = 2;

/** The class of each byte. */
export const classes = new Uint8Array(256);
for (let c = 0; c < 256; c++) if (/[A-Za-z0-9_-]/.test(String.fromCharCode(c))) classes[c] = WORD;
classes[9] = classes[32] = BLANK;
