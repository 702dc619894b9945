/** What is short enough to be repeated in each line. */
const longestLength = 30;

/** Where words of a name begin that say something, which digits of a hash do not. */
const wordStart = /(?=[A-Z][a-z]{2})|(?<![A-Za-z0-9])(?=[A-Za-z]{3})/g;

/** By long names the shortest of their ends, from the beginning of a word on, that no other name has too. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    names
      .filter((name) => name.length > longestLength)
      .map((name) => [name, uniqueEnd(name, names)] as const)
      .filter(([name, end]) => end !== name),
  );
}

function uniqueEnd(name: string, names: readonly string[]): string {
  const ends = [...name.matchAll(wordStart)].map(({ index }) => name.slice(index));
  return ends.findLast((end) => names.every((other) => other === name || !other.endsWith(end))) ?? name;
}

/** A text in which names are replaced by their short forms. */
export function withShortNames(text: string, short: ReadonlyMap<string, string>): string {
  const longestFirst = [...short].toSorted(([left], [right]) => right.length - left.length);
  return longestFirst.reduce((before, [name, end]) => before.replaceAll(name, () => end), text);
}
