import type { RecordedMinute } from '../../scaling/simulation/recorded-minute.ts';
import { badTrace } from './bad-trace.ts';
import type { Column, Row } from './columns.ts';

const minuteMs = 60_000;

/** Where a row stands, and when it is without a time of its own. */
export interface Place {
  readonly atMs: number;
  readonly file: string;
  readonly number: number;
}

/** What a row tells of its minute. Raises `BAD_TRACE`. */
export function readMinute(row: Row, place: Place): RecordedMinute {
  const read = (column: Column) => readNumber(row[column], column, place);
  const [cpuPercent, memoryPercent, tasks, latencyMs] = [
    ...[read('cpu'), read('memory'), read('tasks'), read('latency')],
  ];
  return {
    atMs: readTime(row.time, place),
    requests: read('requests') ?? 0,
    ...(cpuPercent === undefined ? {} : { cpuPercent }),
    ...(memoryPercent === undefined ? {} : { memoryPercent }),
    ...(tasks === undefined ? {} : { tasks }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

function readNumber(text: string | undefined, column: Column, { file, number }: Place): number | undefined {
  if (text === undefined) return undefined;
  if (isNumber(text)) return Number(text);
  throw badTrace(file, number, `'${text}' in the column ${column} is not a number of at least 0`);
}

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/;

/** Without a zone it is one of UTC, whatever the zone of the machine. */
function readTime(text: string | undefined, { atMs, file, number }: Place): number {
  if (text === undefined) return atMs;
  const [, day = '', clock = '', zone = 'Z'] = isoTime.exec(text) ?? [];
  const time = Date.parse(`${day}T${clock}${zone}`);
  if (!Number.isNaN(time)) return Math.floor(time / minuteMs) * minuteMs;
  throw badTrace(file, number, `'${text}' in the column time is not a time such as 2026-01-31T12:00:00Z`);
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}
