/** Whether a text has all characters of another in their order, with anything between them. */
export function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (let i = 0; i < text.length && at < wanted.length; i++) {
    if (text.charCodeAt(i) === wanted.charCodeAt(at)) at++;
  }
  return at === wanted.length;
}
