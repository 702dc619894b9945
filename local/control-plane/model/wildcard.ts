/**
 * The regular expression of a pattern in which `*` stands for any text and `?` for one character, as in the
 * load balancer's rules and the edge's path patterns. `any` is the class that they stand for.
 */
export function wildcardExpression(pattern: string, any = '.'): string {
  return [...pattern].map((character) => expressionOf(character, any)).join('');
}

/** The same where a backslash makes a `*` or `?` stand for itself. */
export function escapableWildcardExpression(pattern: string, any: string): string {
  return pattern.replace(/\\[*?]|[\s\S]/g, (piece) =>
    piece.length > 1 ? piece : wildcardExpression(piece, any),
  );
}

function expressionOf(character: string, any: string): string {
  if (character === '*') return `${any}*`;
  if (character === '?') return any;
  return character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
}
