import type { Selection } from '../../../../definition/model/cloudfront.ts';
import { wildcardExpression } from '../../model/wildcard.ts';
import { map, quoteExpression } from './nginx-syntax.ts';

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
  if ('except' in a) return { except: a.except.filter((name) => !takes(b, name)) };
  if ('except' in b) return union(b, a);
  return [...new Set([...a, ...b])];
}

function takes(selection: Exclude<Selection, string>, name: string): boolean {
  return 'except' in selection ? !selection.except.includes(name) : selection.includes(name);
}

/** As many parameters or cookies as a selection finds in a request; what comes after them is left out. */
export const mostSelected = 24;

/** The selected parameters with their `?`, or nothing, in the variables that begin with `prefix`. */
export function selectQuery(prefix: string, selection: Selection): Selected {
  if (selection === 'none') return { text: '', maps: [] };
  if (selection === 'all') return { text: '$is_args$args', maps: [] };
  const list = oneOf(selection, '[^&=]');
  const one = 'except' in selection ? `(?!${list}(?:=|&|$))[^&]+` : `${list}(?:=[^&]*)?`;
  return select(prefix, { source: '$args', separator: '&', between: '&', one, first: '?' });
}

/** The selected cookies as the value of a `Cookie` header, in the variables that begin with `prefix`. */
export function selectCookies(prefix: string, selection: Selection): Selected {
  if (selection === 'none') return { text: '', maps: [] };
  if (selection === 'all') return { text: '$http_cookie', maps: [] };
  const list = oneOf(selection, '[^=;]');
  const one = 'except' in selection ? `(?!${list}=)[^;\\s][^;]*` : `${list}=[^;]*`;
  return select(prefix, { source: '$http_cookie', separator: ';\\s*', between: '; ', one, first: '' });
}

function oneOf(selection: Exclude<Selection, string>, character: string): string {
  const names = 'except' in selection ? selection.except : selection;
  return `(?:${names.map((name) => wildcardExpression(name, character)).join('|')})`;
}

interface Shape {
  readonly source: string;
  /** Expressions of what is between two things, and of one that is selected. */
  readonly separator: string;
  readonly one: string;
  /** What stands between two that are selected, and before the first. */
  readonly between: string;
  readonly first: string;
}

/**
 * nginx has no loops: each map finds the next selected thing in what the one before it left, so that all values of a
 * repeated name go on, in the viewer's order. A last map takes the separator off the front.
 */
function select(prefix: string, { source, separator, one, between, first }: Shape): Selected {
  const steps = Array.from({ length: mostSelected }, (_, index) => {
    const name = `${prefix}_${index}`;
    const found = `(?:^|${separator})(?<${name}_value>${one})(?:${separator}(?<${name}_rest>.*))?$`;
    const rest = index === 0 ? source : `$${prefix}_${index - 1}_rest`;
    return mapOf(rest, name, found, `"${between}$${name}_value"`);
  });
  const joined = steps.map((_, index) => `$${prefix}_${index}`).join('');
  const whole = mapOf(
    `"${joined}"`,
    prefix,
    `^${between}(?<${prefix}_value>.+)$`,
    `"${first}$${prefix}_value"`,
  );
  return { text: `$${prefix}`, maps: [...steps, whole] };
}

function mapOf(source: string, name: string, expression: string, replacement: string): readonly string[] {
  return map(source, name, [
    [quoteExpression(expression), replacement],
    ['default', '""'],
  ]);
}
