import { newestValue } from './newest-value.ts';
import type { ScalingRecord } from './scaling-record.ts';

/** How many tasks ran in the newest minute that was over by then; undefined where nothing is known of the last minutes. */
export function runningAt({ tasks, timeScale }: ScalingRecord, nowMs: number): number | undefined {
  const count = newestValue(tasks, { periodSeconds: 60, timeScale }, nowMs);
  return count === undefined ? undefined : Math.round(count);
}
