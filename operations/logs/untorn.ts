import { burstOrder } from './bursts.ts';
import type { LogLine } from './log-line.ts';

/**
 * Lines of several sources in the order of time, with a message of several lines, such as a backtrace, in one piece: it
 * stands where its first line does. The lines of the last fifth of a second are held.
 */
export async function* untorn<Line extends LogLine>(
  lines: AsyncIterable<Line> | Iterable<Line>,
): AsyncGenerator<Line> {
  const bursts = burstOrder<Line>();
  for await (const line of lines) {
    bursts.add(line);
    for (const burst of bursts.take(line.atMs)) yield* burst.lines;
  }
  for (const burst of bursts.rest()) yield* burst.lines;
}
