import { wrongUsage } from '../../failure/wrong-usage.ts';
import { wholeNumber } from '../../json/whole-number.ts';
import { defaultThresholds } from '../../loadtest/thresholds/defaults.ts';
import { durationMs } from '../../loadtest/thresholds/durations.ts';
import { parseThreshold, parseThresholds } from '../../loadtest/thresholds/parse-threshold.ts';
import type { Threshold } from '../../loadtest/thresholds/threshold.ts';
import { readGiven } from '../scaling/scaling-options.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';

/** The options of a load test, besides the environment. */
export const loadtestOptions: Readonly<Record<string, ScriptOption>> = {
  rate: {
    type: 'string',
    value: 'N',
    about:
      'journeys that begin in a second when most do (default 1); capacity: the highest rate that is tried (default 100)',
  },
  duration: {
    type: 'string',
    value: 'TIME',
    about: 'how long the test takes, such as 90s or 10m (default: as long as its shape needs)',
  },
  workers: {
    type: 'string',
    value: 'N',
    about: 'send the load from N tasks of the environment instead of this machine (at most 20)',
  },
  threshold: {
    type: 'string',
    value: 'TEXT',
    multiple: true,
    about: "what has to hold, instead of the scenario's own, such as 'p95 < 800ms' (may be repeated)",
  },
  thresholds: { type: 'string', value: 'FILE', about: 'file with one threshold a line' },
};

/** The value of `--rate`. Raises `BAD_ARGUMENT`. */
export function rateOption(value: string | boolean | undefined): number {
  if (value === undefined) return 1;
  const rate = Number(value);
  if (/^\d+(\.\d+)?$/.test(String(value)) && rate > 0) return rate;
  throw wrongUsage('BAD_ARGUMENT', `'${value}' in --rate is not a rate`, 'For example: --rate 2.5');
}

/** More would rather be larger ones; each is a task of the environment. */
const mostWorkers = 20;

/** The value of `--workers`; undefined where this machine sends the load. Raises `BAD_ARGUMENT`. */
export function workersOption(value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const workers = wholeNumber(String(value));
  if (workers !== undefined && workers >= 1 && workers <= mostWorkers) return workers;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `'${value}' in --workers is not a number of workers from 1 to ${mostWorkers}`,
    'For example: --workers 4',
  );
}

/** The value of `--duration` in milliseconds. Raises `BAD_ARGUMENT`. */
export function durationOption(value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const { number, unit } = /^(?<number>\d+(?:\.\d+)?)(?<unit>s|m|h)$/.exec(String(value))?.groups ?? {};
  const found = durationMs(number, unit);
  if (found !== undefined) return found;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `'${value}' in --duration is not a duration`,
    'For example: --duration 90s, --duration 10m',
  );
}

/** What `--threshold` and `--thresholds` give; the scenario's own thresholds without them. */
export async function thresholdsOf(
  scenario: string,
  { options, lists }: Pick<ScriptContext, 'options' | 'lists'>,
): Promise<readonly Threshold[]> {
  const file = options.thresholds;
  const ofFile = file === undefined ? [] : parseThresholds(await readGiven('thresholds', file), String(file));
  const single = (lists.threshold ?? []).map((text) => parseThreshold(text, '--threshold'));
  const given = [...ofFile, ...single];
  return given.length === 0 ? defaultThresholds(scenario) : given;
}
