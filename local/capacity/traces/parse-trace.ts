import { Failure } from '../../../failure/failure.ts';
import type { RecordedMinute } from '../../scaling/simulation/recorded-minute.ts';

/** The minutes of one service in a file. */
export interface ServiceTrace {
  /** As in the column `service`; undefined in a file without one. */
  readonly service: string | undefined;
  readonly minutes: readonly RecordedMinute[];
}

const columns = ['time', 'service', 'requests', 'cpu', 'memory', 'tasks', 'latency'] as const;
type Column = (typeof columns)[number];
type Row = Readonly<Partial<Record<Column, string>>>;

const minuteMs = 60_000;

/**
 * Reads a CSV file that has a line for each minute: a number of requests alone, or columns with a header. Without times
 * the minutes follow each other from `startMs` on. Raises `BAD_TRACE`, naming the line.
 */
export function parseTrace(text: string, file: string, startMs: number): readonly ServiceTrace[] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const [first, ...rest] = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  if (first === undefined) throw badTrace(file, 1, 'the file is empty');
  const hasHeader = !isNumber(first.line);
  const header = hasHeader ? readHeader(first.line, file) : (['requests'] as const);
  const rows = (hasHeader ? rest : [first, ...rest]).map(({ line, number }) => ({
    ...{ row: readRow(line, header), number },
  }));
  const byService = Map.groupBy(rows, ({ row }) => row.service);
  return [...byService].map(([service, own]) => ({
    service,
    minutes: own.map(({ row, number }, index) =>
      readMinute(row, { atMs: startMs + index * minuteMs, file, number }),
    ),
  }));
}

function readHeader(line: string, file: string): readonly Column[] {
  const names = line.split(',').map((name) => name.trim().toLowerCase());
  const known = names.map((name) => columns.find((column) => column === name));
  const unknown = names.find((_, index) => known[index] === undefined);
  if (unknown !== undefined) {
    throw badTrace(file, 1, `unknown column '${unknown}'; the columns are ${columns.join(', ')}`);
  }
  const found = known.filter((column) => column !== undefined);
  if (!found.includes('requests')) throw badTrace(file, 1, 'the column requests is missing');
  return found;
}

function readRow(line: string, header: readonly Column[]): Row {
  const cells = line.split(',').map((cell) => cell.trim());
  const given = header.flatMap((column, index) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [[column, cell] as const];
  });
  return Object.fromEntries(given);
}

interface Place {
  readonly atMs: number;
  readonly file: string;
  readonly number: number;
}

function readMinute(row: Row, place: Place): RecordedMinute {
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

function readTime(text: string | undefined, { atMs, file, number }: Place): number {
  if (text === undefined) return atMs;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return Math.floor(time / minuteMs) * minuteMs;
  throw badTrace(file, number, `'${text}' in the column time is not a time such as 2026-01-31T12:00:00Z`);
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

function badTrace(file: string, line: number, why: string): Failure {
  return new Failure('BAD_TRACE', `${file}, line ${line}: ${why}`, {
    hint: `The file must have one line per minute: a number of requests, or values below a header with some of ${columns.join(', ')}.`,
  });
}
