import { capturedGroups } from '../../../../definition/resources/elbv2/regular-expression.ts';

/**
 * A rule's regular expression for a condition of HAProxy: found anywhere in the text. That it need not be the whole
 * text is assumed. The group keeps an expression that begins with a hyphen from being read as a flag.
 */
export function searched(expression: string): string {
  return `(?:${expression})`;
}

/**
 * A rewrite's expression and replacement for a `replace-` action of HAProxy, which puts the replacement in the place
 * of the whole text: so the text before and after the match are groups too. That the first match alone is replaced
 * is assumed.
 */
export function rewriting({ regex, replace }: { readonly regex: string; readonly replace: string }): {
  readonly pattern: string;
  readonly replacement: string;
} {
  const last = capturedGroups(regex) + 2;
  const inside = replace
    .replaceAll('%', '%%')
    .replace(/\$(\d)/g, (_, group: string) => `\\${Number(group) + 1}`);
  return { pattern: `^(.*?)(?:${regex})(.*)$`, replacement: `\\1${inside}\\${last}` };
}
