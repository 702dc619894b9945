import { wildcardExpression } from '../../model/wildcard.ts';
import { map, quoteExpression } from './nginx-syntax.ts';

/** Which of a kind of thing (cookies, query strings) a policy takes. */
export type Selection = 'none' | 'all' | readonly string[];

/** A selection as text in nginx: the variable that has it, and the maps that make that variable. */
export interface Selected {
  readonly text: string;
  readonly maps: readonly (readonly string[])[];
}

/** What two policies take together. */
export function union(a: Selection, b: Selection): Selection {
  if (a === 'all' || b === 'all') return 'all';
  if (a === 'none') return b;
  if (b === 'none') return a;
  return [...new Set([...a, ...b])];
}

/** The selected parameters with their `?`, or nothing, in the variables that begin with `prefix`. */
export function selectQuery(prefix: string, selection: Selection): Selected {
  if (selection === 'none') return { text: '', maps: [] };
  if (selection === 'all') return { text: '$is_args$args', maps: [] };
  const names = [...selection].sort();
  return select(prefix, '$args', names, {
    one: (name, value) => [
      `(?:^|&)(?<${value}>${wildcardExpression(name, '[^&=]')}(?:=[^&]*)?)(?:&|$)`,
      `"&$${value}"`,
    ],
    all: (value) => [`^&(?<${value}>.+)`, `"?$${value}"`],
  });
}

/** The selected cookies as the value of a `Cookie` header, in the variables that begin with `prefix`. */
export function selectCookies(prefix: string, selection: Selection): Selected {
  if (selection === 'none') return { text: '', maps: [] };
  if (selection === 'all') return { text: '$http_cookie', maps: [] };
  const names = [...selection].sort();
  return select(prefix, '$http_cookie', names, {
    one: (name, value) => [
      `(?:^|;\\s*)(?<${value}>${wildcardExpression(name, '[^=;]')}=[^;]*)`,
      `"; $${value}"`,
    ],
    all: (value) => [`^; (?<${value}>.+)`, `"$${value}"`],
  });
}

interface Shapes {
  readonly one: (name: string, value: string) => readonly [expression: string, replacement: string];
  readonly all: (value: string) => readonly [expression: string, replacement: string];
}

/** One map finds each name in the source; a last one takes the separator off the front. */
function select(prefix: string, source: string, names: readonly string[], shapes: Shapes): Selected {
  const each = names.map((name, index) =>
    mapOf(source, `${prefix}_${index}`, shapes.one(name, `${prefix}_${index}_value`)),
  );
  const joined = names.map((_, index) => `$${prefix}_${index}`).join('');
  return {
    text: `$${prefix}`,
    maps: [...each, mapOf(`"${joined}"`, prefix, shapes.all(`${prefix}_value`))],
  };
}

function mapOf(
  source: string,
  name: string,
  [expression, replacement]: readonly [expression: string, replacement: string],
): readonly string[] {
  return map(source, name, [
    [quoteExpression(expression), replacement],
    ['default', '""'],
  ]);
}
