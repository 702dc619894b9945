import type { ScalingStory } from './out-of-line.ts';
import type { ScaledService } from './scaled-service.ts';

const dayMs = 24 * 3_600_000;

/** What the AWS APIs tell of a service's scaling since then; of its alarms since a day before, as one may last for long. */
export async function toldSince(service: ScaledService, since: Date): Promise<Omit<ScalingStory, 'counts'>> {
  const [activities, alarmChanges, events] = await Promise.all([
    service.activities(since),
    service.alarmChanges(new Date(since.getTime() - dayMs)),
    service.events(since),
  ]);
  return { activities, alarmChanges, events };
}
