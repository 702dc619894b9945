/** The letters that Java and JavaScript read alike behind a backslash. */
const sharedEscapes = /[dDwWsSbBnrtfxuk1-9]/;

/**
 * Why JavaScript would read a regular expression of Java's otherwise than Java does; undefined if both read it
 * alike. What JavaScript cannot read at all is for its parser to say.
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
export function whyReadOtherwise(pattern: string): string | undefined {
  const flags = /\(\?[a-zA-Z]*(-[a-zA-Z]+)?[:)]/.exec(withoutEscapes(pattern))?.[0];
  if (flags !== undefined && flags !== '(?:') return `${flags} sets flags`;
  const own = [...pattern.matchAll(/\\(.)/gs)].find(([, letter = '']) => isJavas(letter));
  if (own !== undefined) return `JavaScript cannot evaluate ${own[0]}, which only Java supports`;
  const odd = [...withoutEscapes(pattern).matchAll(/\[\^?(\]?[^\]]*)/g)].find(([, inside = '']) =>
    /^\]|\[|&&/.test(inside),
  );
  return odd === undefined ? undefined : `${odd[0]}] is a character class that only Java supports`;
}

/** A regular expression that matches what the whole of a text has to be. Throws a `SyntaxError`. */
export function wholeText(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function isJavas(letter: string): boolean {
  return /[A-Za-z0-9]/.test(letter) && !sharedEscapes.test(letter);
}

/** With a harmless character in the place of each escape. */
function withoutEscapes(pattern: string): string {
  return pattern.replace(/\\./gs, '_');
}
