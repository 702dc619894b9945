import { wrongUsage } from '../../failure/wrong-usage.ts';
import { ownValue } from '../../json/own-value.ts';
import { parseThreshold } from './parse-threshold.ts';
import type { Threshold } from './threshold.ts';

/** What a scenario has to keep where the user says nothing else, as a user would write it. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  // A few visitors break nothing, so that every error is a defect; too few of them for a percentile that means something.
  smoke: ['errors = 0, at least 10 samples', 'dropped = 0, at least 10 samples'],
  // An ordinary day: fewer than 1 in 100 requests fail, and 19 of 20 are answered before a visitor's thoughts wander (1 s).
  average: ['errors < 1%', 'p95 < 1s', 'dropped < 1%'],
  // While tasks are added, those that run are overloaded: slow is allowed, failing is not. Once they run, it is an ordinary
  // day again, on which a visitor waits for at most 2 s; what is before it is too short for a percentile.
  spike: [
    'errors < 1%',
    'errors < 1% during scale-out, if any',
    'p95 < 5s during scale-out, if any',
    'p95 < 2s after scale-out, if any',
    'dropped < 1%',
  ],
  // Hours at a load that it holds: a leak shows as errors that an ordinary day does not have, and as a slow end, which moves
  // the p99 first.
  soak: ['errors < 0.1%', 'p95 < 1s', 'p99 < 2s', 'dropped < 1%'],
  // It goes on until the store breaks, so that its end says nothing. Until it begins to scale out, which it has to, the store
  // has to hold the load.
  breakpoint: ['errors < 1% before scale-out, at least 20 samples', 'p95 < 1s before scale-out'],
  // Visitors come at once and to buy: an error in the checkout is a lost order, so it has its own limit, even where so few buy
  // that it means none at all. Slower than on an ordinary day is expected.
  sale: [
    'errors < 1%',
    'errors(checkout) < 1%, at least 20 samples',
    'p95 < 2s',
    'p95 < 5s during scale-out, if any',
    'dropped < 1%',
  ],
};

/** The thresholds of a scenario such as `smoke`. Raises `UNKNOWN_SCENARIO` for one that has none. */
export function defaultThresholds(scenario: string): readonly Threshold[] {
  const texts = ownValue(defaults, scenario);
  if (texts !== undefined) return texts.map((text) => parseThreshold(text, `the defaults of ${scenario}`));
  const names = Object.keys(defaults).join(', ');
  throw wrongUsage(
    'UNKNOWN_SCENARIO',
    `There are no thresholds for the scenario '${scenario}'`,
    `Choose one of ${names}, or state thresholds.`,
  );
}
