/** A block of nginx's configuration: its lines, indented below its heading. */
export function block(heading: string, lines: readonly string[]): readonly string[] {
  return [`${heading} {`, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}

/** Renders `map SOURCE $name { ... }`; the first expression that matches wins. */
export function map(
  source: string,
  name: string,
  entries: readonly (readonly [match: string, value: string])[],
): readonly string[] {
  return block(
    `map ${source} $${name}`,
    entries.map(([match, value]) => `${match} ${value};`),
  );
}
/** Gives `$edge_dollar`, the only way to say a dollar sign where nginx knows variables. */
export const dollarSign: readonly string[] = block('geo $edge_dollar', ['default "$";']);

const dollar = ['$', '{edge_dollar}'].join('');

/** Text in a template whose dollar signs begin no variable. */
export function literal(text: string): string {
  return text.split('$').join(dollar);
}

/** One argument of an nginx directive that is taken as it is. */
export function quoteLiteral(text: string): string {
  return quoteTemplate(literal(text));
}

/** One argument of an nginx directive; `$name` in it is a variable. */
export function quoteTemplate(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
}

/** A regular expression as the source of a `map` entry. */
export function quoteExpression(expression: string): string {
  const escaped = expression.replaceAll('\\\\', '\\\\\\\\').replaceAll('"', '\\"');
  return `"~${escaped}"`;
}
