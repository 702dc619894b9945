import { type Burst, burstOrder } from './bursts.ts';
import type { LogLine } from './log-line.ts';

/** How long lines wait for earlier ones that arrive later, and after what pause a message is whole, in milliseconds. */
export interface WindowTimes {
  readonly holdMs: number;
  readonly quietMs: number;
}

/** Lines that arrive from several sources, each in its own order, and are given in the order of time. */
export interface ArrivalWindow {
  add(line: LogLine, nowMs: number): void;
  /** The lines that have waited long enough, and those that are to be shown before them. */
  due(nowMs: number): readonly LogLine[];
  rest(): readonly LogLine[];
}

interface Arrived extends LogLine {
  readonly arrivedMs: number;
}

/** No lines yet. A line waits for twice `holdMs` at most. */
export function arrivalWindow(times: WindowTimes): ArrivalWindow {
  let held: Arrived[] = [];
  const newestMs = new Map<string, number>();
  const bursts = () => {
    const order = burstOrder<Arrived>();
    for (const line of held.toSorted((left, right) => left.atMs - right.atMs)) order.add(line);
    return order.rest();
  };
  return {
    add: (line, arrivedMs) => {
      const atMs = Math.max(line.atMs, newestMs.get(line.source) ?? Number.NEGATIVE_INFINITY);
      newestMs.set(line.source, atMs);
      held.push({ ...line, atMs, arrivedMs });
    },
    due: (nowMs) => {
      const all = held.length === 0 ? [] : bursts();
      const count = dueCount(all, times, nowMs);
      held = all.slice(count).flatMap(({ lines }) => lines);
      return all.slice(0, count).flatMap(({ lines }) => lines.map(withoutArrival));
    },
    rest: () => {
      const all = bursts();
      held = [];
      return all.flatMap(({ lines }) => lines.map(withoutArrival));
    },
  };
}

/**
 * How many bursts at the front are due: up to the last one that has waited long enough, but none behind one that still
 * grows, unless it has waited for twice as long.
 */
function dueCount(
  bursts: readonly Burst<Arrived>[],
  { holdMs, quietMs }: WindowTimes,
  nowMs: number,
): number {
  const waitedMs = ({ lines }: Burst<Arrived>) => nowMs - lines[0].arrivedMs;
  const overdue = bursts.findLastIndex((burst) => waitedMs(burst) >= 2 * holdMs) + 1;
  const waited = bursts.findLastIndex((burst) => waitedMs(burst) >= holdMs) + 1;
  const growing = bursts.findIndex(({ lines }) => nowMs - (lines.at(-1) ?? lines[0]).arrivedMs < quietMs);
  return Math.max(overdue, growing === -1 ? waited : Math.min(waited, growing));
}

function withoutArrival({ arrivedMs: _, ...line }: Arrived): LogLine {
  return line;
}
