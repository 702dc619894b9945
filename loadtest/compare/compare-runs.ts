import type { RunRecord } from '../record/run-record.ts';
import { refuseIncomparable, whyIncomparable } from './comparable.ts';
import { compareSides } from './compare-sides.ts';
import type { RunComparison } from './comparison.ts';
import type { ComparisonOptions } from './comparison-options.ts';

/** Compares two runs of one scenario. Raises `RUNS_NOT_COMPARABLE`. */
export function compareRuns(earlier: RunRecord, later: RunRecord, options: ComparisonOptions): RunComparison {
  refuseIncomparable(earlier, later);
  return compareSides({ earlier: [earlier], later, areNights: false }, [], options);
}

const mostNights = 10;

/**
 * Compares a run with those of the last nights, of which each counts once. Those that cannot be compared are left out, and
 * named in the notes. Undefined where none can be compared.
 */
export function compareToLast(
  record: RunRecord,
  earlier: readonly RunRecord[],
  options: ComparisonOptions,
): RunComparison | undefined {
  const before = earlier
    .filter(({ startMs }) => startMs < record.startMs)
    .toSorted((left, right) => left.startMs - right.startMs);
  const isFit = (each: RunRecord) => whyIncomparable(each, record) === undefined;
  const nights = before.filter(isFit).slice(-mostNights);
  if (nights.length === 0) return undefined;
  const notes = before
    .filter((each) => !isFit(each))
    .map(
      (each) =>
        `The run of ${new Date(each.startMs).toISOString()} was left out: ${whyIncomparable(each, record)}.`,
    );
  return compareSides({ earlier: nights, later: record, areNights: true }, notes, options);
}
