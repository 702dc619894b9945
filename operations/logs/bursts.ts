import { looksContinued } from './continued-line.ts';
import type { LogLine } from './log-line.ts';

/** Lines that one source wrote in one go, such as an exception with its backtrace; there is at least one. */
export interface Burst<Line extends LogLine = LogLine> {
  readonly lines: readonly [Line, ...Line[]];
}

/** Lines of one call of `puts` get their times one by one: they are this far apart at most, and last this long. */
const sameWriteMs = 1;
const longestWriteMs = 20;
/** What looks like a part of the message above it belongs to it for as long. */
const sameMessageMs = 50;
const longestMessageMs = 200;
const mostLines = 2_000;

interface OpenBurst<Line extends LogLine> extends Burst<Line> {
  readonly lines: [Line, ...Line[]];
}

/** Puts lines, which are added in the order of their times, into bursts, which are in the order of their first lines. */
export interface BurstOrder<Line extends LogLine> {
  add(line: Line): void;
  /** Takes out the bursts at the front to which no line of `fromMs` or later can belong. */
  take(fromMs: number): readonly Burst<Line>[];
  /** Takes out all. */
  rest(): readonly Burst<Line>[];
}

/** No lines yet. */
export function burstOrder<Line extends LogLine>(): BurstOrder<Line> {
  let open: OpenBurst<Line>[] = [];
  const latest = new Map<string, OpenBurst<Line>>();
  const takeOut = (count: number) => {
    const taken = open.slice(0, count);
    open = open.slice(count);
    for (const burst of taken) {
      const { source } = burst.lines[0];
      if (latest.get(source) === burst) latest.delete(source);
    }
    return taken;
  };
  return {
    add: (line) => {
      const before = latest.get(line.source);
      if (before !== undefined && belongsTo(before, line)) return void before.lines.push(line);
      const burst: OpenBurst<Line> = { lines: [line] };
      latest.set(line.source, burst);
      open.push(burst);
    },
    take: (fromMs) => {
      const growing = open.findIndex((burst) => fromMs <= closedAfterMs(burst));
      return takeOut(growing === -1 ? open.length : growing);
    },
    rest: () => takeOut(open.length),
  };
}

function belongsTo({ lines }: OpenBurst<LogLine>, { atMs, text }: LogLine): boolean {
  const sinceFirstMs = atMs - lines[0].atMs;
  const sinceLastMs = atMs - (lines.at(-1) ?? lines[0]).atMs;
  if (lines.length >= mostLines) return false;
  if (sinceLastMs <= sameWriteMs && sinceFirstMs <= longestWriteMs) return true;
  return sinceLastMs <= sameMessageMs && sinceFirstMs <= longestMessageMs && looksContinued(text);
}

/** Up to when a line may be that belongs to it. */
function closedAfterMs({ lines }: OpenBurst<LogLine>): number {
  return Math.min((lines.at(-1) ?? lines[0]).atMs + sameMessageMs, lines[0].atMs + longestMessageMs);
}
