/** Such as `1 task`, or `4 tasks`. */
export function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

/** Three digits after the point, at most. */
export function rounded(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** Such as `a`, `a and b`, or `a, b and c`. */
export function listed(words: readonly string[]): string {
  const [last = '', ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}
