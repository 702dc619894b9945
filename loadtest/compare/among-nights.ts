import { mean, sampleVariance } from 'simple-statistics';
import { studentProbability } from './student.ts';

/** Fewer do not show how much nights differ. */
export const leastNights = 3;

/**
 * How likely a night is that is as far from the others: Student's t of one value against a sample of others, for which a
 * night counts once however many requests it had. `leastVariance` is what chance alone makes of a single night.
 * @see https://doi.org/10.1076/clin.12.4.482.7241
 */
export function probabilityAmongNights(
  night: number,
  others: readonly number[],
  leastVariance: number,
): number {
  const difference = Math.abs(night - mean([...others]));
  if (difference === 0) return 1;
  const variance = Math.max(sampleVariance([...others]), leastVariance) * (1 + 1 / others.length);
  return studentProbability(difference / Math.sqrt(variance), others.length - 1);
}
