/**
 * A regular expression for the decimal numbers from `minimum` on, without leading zeros: nginx compares no
 * numbers, so that a cap on a lifetime has to be a pattern.
 */
export function atLeast(minimum: number): string {
  if (minimum <= 0) return '\\d+';
  const digits = String(minimum);
  const longer = `[1-9]\\d{${digits.length},}`;
  const larger = [...digits].flatMap((digit, index) => largerAt(digits, Number(digit), index));
  return `(?:${[longer, ...larger, digits].join('|')})`;
}

/** The numbers of the same length that are larger first at this digit. */
function largerAt(digits: string, digit: number, index: number): readonly string[] {
  if (digit === 9) return [];
  const rest = digits.length - index - 1;
  return [`${digits.slice(0, index)}[${digit + 1}-9]${rest === 0 ? '' : `\\d{${rest}}`}`];
}
