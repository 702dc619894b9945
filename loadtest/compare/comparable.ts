import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../../failure/failure.ts';
import type { RunRecord } from '../record/run-record.ts';

/** Raises `RUNS_NOT_COMPARABLE` for runs of which a difference would say nothing about the store. */
export function refuseIncomparable(earlier: RunRecord, later: RunRecord): void {
  const why = whyIncomparable(earlier, later);
  if (why === undefined) return;
  throw new Failure('RUNS_NOT_COMPARABLE', `These runs cannot be compared: ${why}`, {
    hint: 'Compare two completed runs of one scenario in one environment, with the same rates and time scale.',
  });
}

/** Why two runs cannot be compared; undefined if they can. */
export function whyIncomparable(earlier: RunRecord, later: RunRecord): string | undefined {
  const compared: readonly (readonly [string, (record: RunRecord) => string | number])[] = [
    ['scenarios', ({ plan }) => plan.scenario],
    ['environments', ({ environment }) => environment],
    ['time scales', ({ timeScale }) => timeScale],
  ];
  for (const [what, read] of compared) {
    if (read(earlier) !== read(later)) return `their ${what} are ${read(earlier)} and ${read(later)}`;
  }
  if (!isDeepStrictEqual(earlier.plan, later.plan)) {
    return 'their plans have different rates, durations, journeys or limits of visitors';
  }
  return [earlier, later].map(whyIncomplete).find((why) => why !== undefined);
}

function whyIncomplete({ k6, startMs }: RunRecord): string | undefined {
  if (k6.ended === 'completed') return undefined;
  const what = k6.ended === 'died' ? 'ended because k6 died' : 'was interrupted';
  return `the one of ${new Date(startMs).toISOString()} ${what}, and has only a part of its plan`;
}
