import type { LogLine } from '../../../operations/logs/log-line.ts';
import { type ShownLines, shownAfter } from '../../../operations/logs/shown-lines.ts';

/** How far each container was read, by its id. */
export type ShownLog = Map<string, ShownLines>;

/** Notes of each line that it was read. */
export function note(shown: ShownLog, containerId: string, line: LogLine): void {
  shown.set(containerId, shownAfter(shown.get(containerId), line));
}
