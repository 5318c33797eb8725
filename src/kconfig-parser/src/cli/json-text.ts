/**
 * A value as JSON. Texts of a tree are bytes: those that are UTF-8 stay so, and any others are taken for latin1 and
 * escaped, as JSON must be UTF-8.
 */
export function jsonText(value: unknown, indent = 0): string {
  const { isUtf8 } = process.getBuiltinModule("node:buffer");
  const text = JSON.stringify(value, null, indent);
  return `${text.replace(/[\x80-\xff]+/g, (bytes) => (isUtf8(Buffer.from(bytes, "latin1")) ? bytes : escaped(bytes)))}\n`;
}

function escaped(bytes: string): string {
  return bytes.replace(/./gs, (byte) => `\\u00${byte.charCodeAt(0).toString(16)}`);
}
