import type { ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import { type TimelineEntry, timeline } from '../../local/scaling/words/timeline.ts';
import { atTimeScale } from '../../local/scaling/words/told-scaling.ts';
import { readScalingRecord } from '../../operations/read-scaling-record.ts';
import type { ScaledService } from '../../operations/scaled-services.ts';
import type { ReadRange } from '../../operations/scaling-alarms.ts';
import type { Target } from '../../operations/target.ts';
import { readToldScaling } from './read-told-scaling.ts';

/** How a service was scaled, with its timeline. */
export interface ExplainedService {
  readonly record: ScalingRecord;
  readonly entries: readonly TimelineEntry[];
}

/** Explains by AWS's own APIs; locally also by what the control plane behind `localPort` tells. */
export async function explainServices(
  target: Target,
  services: readonly ScaledService[],
  range: ReadRange,
  localPort: number | undefined,
): Promise<readonly ExplainedService[]> {
  return await Promise.all(
    services.map(async (scaled) => {
      const [read, told] = await Promise.all([
        readScalingRecord(target, scaled, range),
        localPort === undefined ? undefined : readToldScaling(localPort, scaled.resourceId, range),
      ]);
      const record = told === undefined ? read : atTimeScale(read, told);
      return { record, entries: timeline(record, range, told?.decisions) };
    }),
  );
}
