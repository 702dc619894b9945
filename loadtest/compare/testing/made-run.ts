import type { LoadWindow, StepWindow } from '../../record/load-record.ts';
import type { ObservedService } from '../../record/observed-record.ts';
import { recordResponseTimes } from '../../record/response-times.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { seededRandom } from '../seeded-random.ts';

/** How a store answers in a run that is made for a test. */
export interface MadeRun {
  readonly seed: number;
  readonly seconds?: number;
  /** Requests a second of each step. */
  readonly rate?: number;
  readonly medianMs?: number;
  /** Chance that a request fails. */
  readonly errorRate?: number;
  readonly droppedRate?: number;
  readonly steps?: readonly string[];
  readonly startMs?: number;
  readonly services?: readonly ObservedService[];
}

const spread = 0.4;
const windowSeconds = 5;

/** A run at an even rate, with response times around a median. */
export function madeRun({
  seed,
  seconds = 180,
  rate = 10,
  medianMs = 200,
  errorRate = 0,
  droppedRate = 0,
  steps = ['browse: home', 'cart: add'],
  startMs = 1_800_000_000_000,
  services = [],
}: MadeRun): RunRecord {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const count = (all: number, chance: number) =>
    Array.from({ length: all }, random).filter((each) => each < chance).length;
  const most = rate * windowSeconds;
  const stepWindow = (): StepWindow => {
    const recorder = recordResponseTimes();
    for (let index = 0; index < most; index += 1) recorder.record(medianMs * Math.exp(spread * normal()));
    const failed = count(most, errorRate);
    const failures = failed === 0 ? {} : { 502: failed };
    return { requests: most, failures, wrong: 0, times: recorder.encoded() };
  };
  const window = (): LoadWindow => {
    const droppedIterations = count(most, droppedRate);
    return {
      ...{ iterations: most - droppedIterations, droppedIterations },
      steps: Object.fromEntries(steps.map((step) => [step, stepWindow()])),
    };
  };
  return {
    version: 1,
    plan: {
      scenario: 'average',
      startRatePerSecond: rate,
      stages: [{ durationMs: seconds * 1000, ratePerSecond: rate }],
      mix: { browse: 1, search: 0, cart: 0, checkout: 0, admin: 0 },
      mostVisitors: 100,
    },
    environment: 'staging',
    timeScale: 1,
    startMs,
    endMs: startMs + seconds * 1000,
    k6: { version: '1.1.0', ended: 'completed', exitCode: 0 },
    load: {
      startMs,
      windowMs: 1000 * windowSeconds,
      windows: Array.from({ length: seconds / windowSeconds }, window),
    },
    observed: { services, gaps: [], clockAheadMs: 0 },
  };
}
