/** Quotes any text as one argument of a HAProxy configuration line. */
export function quote(text: string): string {
  const escaped = text
    .replace(/[\\"$]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `"${escaped}"`;
}

/** Literal text inside a log-format string. */
export function literal(text: string): string {
  return text.replaceAll('%', '%%');
}
