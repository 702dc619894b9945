/** Two hints as one text: a command may end the first, without a full stop, and the second is no part of it. */
export function joinedHints(first: string | undefined, second: string): string {
  if (first === undefined) return second;
  return `${first}${/[.!?]$/.test(first) ? '' : '.'} ${second}`;
}
