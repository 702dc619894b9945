import { wrongUsage } from '../failure/wrong-usage.ts';
import { wholeNumber } from '../json/whole-number.ts';

/** The value of an option that counts something, such as `--tail`; undefined without it. Raises `BAD_ARGUMENT`. */
export function wholeNumberOption(option: string, value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = wholeNumber(String(value));
  if (number !== undefined) return number;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--${option} must be a whole number, not '${value}'`,
    `For example: --${option} 100`,
  );
}
