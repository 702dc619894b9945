import { text } from '../../properties/scalars.ts';

/**
 * A regular expression of a rule's conditions or transforms. What the guide lists as not supported is refused; the
 * rest is read alike by ELB and by the PCRE2 of HAProxy.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function regularExpression(longest: number) {
  return text.superRefine((expression, context) => {
    const why =
      expression.length === 0 || expression.length > longest
        ? `expected 1 to ${longest} characters`
        : whyNoExpression(expression);
    if (why !== undefined) context.addIssue({ code: 'custom', message: why });
  });
}

/** Why ELB rejects a regular expression; undefined if it accepts it. */
export function whyNoExpression(expression: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(expression)) return 'expected visible ASCII characters';
  const bare = withoutClasses(expression);
  const feature = [
    ...escapes(expression),
    ...constructs.flatMap(([name, pattern]) => (pattern.test(bare) ? [name] : [])),
  ][0];
  if (feature !== undefined) return `ELB does not support ${feature}`;
  return isWellFormed(expression) ? undefined : 'it is not a regular expression';
}

/** How many groups an expression captures. */
export function capturedGroups(expression: string): number {
  return withoutClasses(expression).match(/\((?!\?)|\(\?P?<(?![=!])/g)?.length ?? 0;
}

const constructs: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['lookaheads', /\(\?[=!]/],
  ['lookbehinds', /\(\?<[=!]/],
  ['atomic groups', /\(\?>/],
  ['subroutines and recursion', /\(\?(R|[+-]?\d|&|P[>=])/],
  ['conditional groups', /\(\?\(/],
  ['this kind of group', /\(\?[^:<Pimsx-]|\(\*/],
  ['possessive quantifiers', /[*+?}]\+/],
];

const escapeFeatures: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'k', 'g'].map((name) => [name, 'backreferences']),
  ),
  ...Object.fromEntries(['p', 'P', 'X'].map((name) => [name, 'Unicode character classes'])),
  ...Object.fromEntries([...'KGQEC'].map((name) => [name, `the escape \\${name}`])),
};

function escapes(expression: string): readonly string[] {
  return [...expression.matchAll(/\\(.)/g)].flatMap(([, name = '']) =>
    Object.hasOwn(escapeFeatures, name) ? [escapeFeatures[name] ?? name] : [],
  );
}

/** The expression with a letter for each escaped character and each class, whose insides look like constructs. */
function withoutClasses(expression: string): string {
  return expression.replace(/\\./g, 'x').replace(/\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/g, 'x');
}

/** By JavaScript's reading, which knows the same syntax but for inline flags, POSIX classes and Python's named groups. */
function isWellFormed(expression: string): boolean {
  const plain = expression
    .replace(/\[:\w+:\]/g, 'x')
    .replace(/\(\?[imsx-]+\)/g, '')
    .replace(/\(\?[imsx-]+:/g, '(?:')
    .replace(/\(\?P</g, '(?<');
  try {
    new RegExp(plain);
    return true;
  } catch {
    return false;
  }
}
