/** A text in single quotes: a shell takes it as it is, for one word. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
