import type { RecordedMinute } from '../../scaling/simulation/recorded-minute.ts';
import { badTrace } from './bad-trace.ts';
import { type Column, columns, type Row } from './columns.ts';
import { readMinute } from './read-minute.ts';

/** The minutes of one service in a file. */
export interface ServiceTrace {
  /** As in the column `service`; undefined in a file without one. */
  readonly service: string | undefined;
  readonly minutes: readonly RecordedMinute[];
}

interface Line {
  readonly line: string;
  readonly number: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const longestDays = 366;

/**
 * Reads a CSV file that has a line for each minute: a number of requests alone, or columns with a header. Without times
 * the minutes follow each other from `startMs` on. Raises `BAD_TRACE`, naming the line.
 */
export function parseTrace(text: string, file: string, startMs: number): readonly ServiceTrace[] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const [first, ...rest] = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  if (first === undefined) throw badTrace(file, 1, 'the file is empty');
  const hasHeader = /^[a-z]/i.test(first.line);
  const header = hasHeader ? readHeader(first, file) : (['requests'] as const);
  if (hasHeader && rest.length === 0)
    throw badTrace(file, first.number, 'the header is not followed by any minute');
  const rows = (hasHeader ? rest : [first, ...rest]).map((each) => ({
    ...{ row: readRow(each, header, file), number: each.number },
  }));
  const byService = Map.groupBy(rows, ({ row }) => row.service);
  return [...byService].map(([service, own]) => ({ service, minutes: readMinutes(own, file, startMs) }));
}

function readHeader({ line, number }: Line, file: string): readonly Column[] {
  const names = line.split(',').map((name) => name.trim().toLowerCase());
  const known = names.map((name) => columns.find((column) => column === name));
  const unknown = names.find((_, index) => known[index] === undefined);
  if (unknown !== undefined) {
    throw badTrace(file, number, `unknown column '${unknown}'; the columns are ${columns.join(', ')}`);
  }
  const found = known.filter((column) => column !== undefined);
  const twice = found.find((column, index) => found.indexOf(column) < index);
  if (twice !== undefined) throw badTrace(file, number, `duplicate column ${twice}`);
  if (!found.includes('requests')) throw badTrace(file, number, 'the column requests is missing');
  return found;
}

function readRow({ line, number }: Line, header: readonly Column[], file: string): Row {
  const cells = line.split(',').map((cell) => cell.trim());
  if (cells.slice(header.length).some((cell) => cell !== '')) {
    const few = header.length === 1 ? '1 column' : `${header.length} columns`;
    throw badTrace(file, number, `it has more values than the ${few}`);
  }
  const given = header.flatMap((column, index) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [[column, cell] as const];
  });
  return Object.fromEntries(given);
}

/** The minutes of one service, each of them once. */
function readMinutes(
  rows: readonly { readonly row: Row; readonly number: number }[],
  file: string,
  startMs: number,
): readonly RecordedMinute[] {
  const lines = new Map<number, number>();
  const minutes = rows.map(({ row, number }, index) => {
    const minute = readMinute(row, { atMs: startMs + index * minuteMs, file, number });
    const before = lines.get(minute.atMs);
    if (before !== undefined) throw badTrace(file, number, `line ${before} is of the same minute`);
    lines.set(minute.atMs, number);
    return minute;
  });
  refuseLongSpan(lines, file);
  return minutes;
}

/** Every minute in between is simulated: a year that is misspelt would take for ever. */
function refuseLongSpan(lines: ReadonlyMap<number, number>, file: string): void {
  const first = [...lines.keys()].reduce((least, atMs) => Math.min(least, atMs), Infinity);
  for (const [atMs, number] of lines) {
    if (atMs - first < longestDays * dayMs) continue;
    throw badTrace(file, number, `it is more than ${longestDays} days after the first minute`);
  }
}
