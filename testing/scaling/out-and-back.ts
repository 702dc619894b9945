import { say } from '../deployments/say.ts';
import { eventually } from '../eventually.ts';
import type { ScalingStory } from './out-of-line.ts';
import { sayCounts } from './say-counts.ts';
import type { ScaledService } from './scaled-service.ts';
import { toldSince } from './told-since.ts';
import { untilCount } from './until-count.ts';
import { watchCounts } from './watch-counts.ts';

export interface Load {
  /** Ends it, and says how it went; may be called again. */
  stop(): Promise<string>;
}

export interface OutAndBack {
  readonly service: ScaledService;
  readonly load: () => Promise<Load>;
  /** Tasks under load. */
  readonly most: number;
  readonly outWithinMs: number;
  /** Tasks without. */
  readonly least: number;
  readonly inWithinMs: number;
}

/**
 * Loads a service until it has so many tasks, ends the load and waits until it is back; gives what the AWS APIs tell
 * of that time.
 */
export async function outAndBack(title: string, options: OutAndBack): Promise<ScalingStory> {
  const { service, most, outWithinMs, least, inWithinMs } = options;
  const since = new Date();
  const watch = watchCounts(service);
  const load = await options.load();
  try {
    await untilCount(service, most, outWithinMs);
    say(`${title}: ${await load.stop()}`);
    await untilCount(service, least, inWithinMs);
    await eventually('the end of the last activity', async () =>
      (await service.activities(since)).every(({ StatusCode }) => StatusCode !== 'InProgress'),
    );
  } finally {
    await load.stop();
    await watch.stop();
    say(`${title}: ${sayCounts(watch.seen)}`);
  }
  return { counts: watch.seen, ...(await toldSince(service, since)) };
}
