import { wrongUsage } from '../../failure/wrong-usage.ts';
import { wholeNumber } from '../../json/whole-number.ts';
import type { ShapeRequest } from '../../local/capacity/simulated/load-of-shape.ts';
import { columns } from '../../local/capacity/traces/columns.ts';
import { type LoadShape, loadShapes } from '../../local/scaling/simulation/load-shapes.ts';
import { longestHistoryDays } from '../../operations/service-history.ts';
import { type EnvironmentName, isEnvironmentName } from '../../operations/target.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';

const shapes = Object.keys(loadShapes);

/** The options of `scaling:simulate` that say what load there is. */
export const loadOptions: Readonly<Record<string, ScriptOption>> = {
  shape: { type: 'string', value: 'NAME', about: `a named load: ${shapes.join(', ')} (default diurnal)` },
  minutes: { type: 'string', value: 'N', about: 'how long the named load lasts (default 1440)' },
  low: {
    type: 'string',
    value: 'N',
    about: 'requests in its quietest minute (default: 30 % of what the fewest tasks can serve)',
  },
  high: {
    type: 'string',
    value: 'N',
    about: 'requests in its busiest minute (default: 60 % of what the most tasks can serve)',
  },
  trace: {
    type: 'string',
    value: 'FILE',
    about: `CSV file with a line for each minute: its requests, or columns that its first line names (${columns.join(', ')}; see docs/autoscaling.md)`,
  },
  from: {
    type: 'string',
    value: 'NAME|FILE',
    about: 'replay recorded minutes of local, small, staging or production from CloudWatch, or of a CSV file',
  },
  days: {
    type: 'string',
    value: 'N',
    about: `how many days --from replays (default 1, at most ${longestHistoryDays})`,
  },
};

/** Where the load of a simulation comes from. */
export type LoadSource =
  | ({ readonly kind: 'shape' } & ShapeRequest)
  | { readonly kind: 'file'; readonly file: string; readonly option: 'trace' | 'from' }
  | { readonly kind: 'history'; readonly environment: EnvironmentName; readonly days: number };

const dayMinutes = 1440;
const mostMinutes = 366 * dayMinutes;

/** Reads them. Raises `BAD_ARGUMENT` where more than one source is named, or a value is none. */
export function loadSource({ options }: Pick<ScriptContext, 'options'>): LoadSource {
  const { shape = 'diurnal', trace, from } = options;
  const given = ['shape', 'trace', 'from'].filter((name) => options[name] !== undefined);
  if (given.length > 1)
    throw wrong(`--${given.join(' and --')} cannot be used together`, 'Choose one of them.');
  if (trace !== undefined || from !== undefined) refuseIdle(options, ofShapes, '--shape');
  if (trace !== undefined || from === undefined) refuseIdle(options, ['days'], '--from');
  if (trace !== undefined) return { kind: 'file', option: 'trace', file: String(trace) };
  return from === undefined ? shapeSource(String(shape), options) : replaySource(String(from), options);
}

type Options = ScriptContext['options'];

const ofShapes = ['minutes', 'low', 'high'];

/** An option that has no effect is a mistake. */
function refuseIdle(options: Options, names: readonly string[], other: string): void {
  const idle = names.find((name) => options[name] !== undefined);
  if (idle !== undefined) {
    throw wrong(`--${idle} has no effect without ${other}`, 'Omit it.');
  }
}

function shapeSource(shape: string, options: Options): LoadSource {
  const low = optional('low', options.low);
  const high = optional('high', options.high);
  if (low !== undefined && high !== undefined && low > high) {
    throw wrong(`--low is ${low}, which is above --high, ${high}`, 'Swap them.');
  }
  const minutes = count('minutes', options.minutes, dayMinutes);
  if (minutes > mostMinutes) {
    throw wrong(
      `--minutes must be at most ${mostMinutes} (366 days), not ${minutes}`,
      `For example: --minutes ${mostMinutes}`,
    );
  }
  return {
    ...{ kind: 'shape', shape: shapeOf(shape), minutes },
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
  };
}

function replaySource(from: string, options: Options): LoadSource {
  if (!isEnvironmentName(from)) {
    refuseIdle(options, ['days'], '--from with the name of an environment');
    return { kind: 'file', option: 'from', file: from };
  }
  const days = count('days', options.days, 1);
  if (days > longestHistoryDays) {
    throw wrong(
      `--days must be at most ${longestHistoryDays}, which is how long CloudWatch keeps minutes, not ${days}`,
      `For example: --days ${longestHistoryDays}`,
    );
  }
  return { kind: 'history', environment: from, days };
}

function shapeOf(name: string): LoadShape {
  const found = Object.keys(loadShapes).find((each): each is LoadShape => each === name);
  if (found !== undefined) return found;
  throw wrong(
    `--shape must be one of ${shapes.join(', ')}, not '${name}'`,
    `For example: --shape ${shapes[0]}`,
  );
}

function count(option: string, value: string | boolean | undefined, otherwise: number): number {
  const number = optional(option, value) ?? otherwise;
  if (number > 0) return number;
  throw wrong(`--${option} must be at least 1`, `For example: --${option} ${otherwise}`);
}

function optional(option: string, value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = wholeNumber(String(value));
  if (number !== undefined) return number;
  throw wrong(`--${option} must be a whole number, not '${value}'`, `For example: --${option} 100`);
}

function wrong(message: string, hint: string) {
  return wrongUsage('BAD_ARGUMENT', message, hint);
}
