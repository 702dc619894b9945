import { setTimeout as delay } from 'node:timers/promises';
import { startSteadyLoad } from '../deployments/steady-load.ts';
import type { Outcome } from '../deployments/steady-rate.ts';
import { eventually } from '../eventually.ts';
import type { FaultEnvironment } from '../faults/fault-environment.ts';
import { kill } from '../faults/kill.ts';
import type { ScalingStory } from '../scaling/out-of-line.ts';
import type { ScaledService } from '../scaling/scaled-service.ts';
import { toldSince } from '../scaling/told-since.ts';
import { type CountsWatch, watchCounts } from '../scaling/watch-counts.ts';
import type { Span } from './request-bounds.ts';
import type { ScaleOutKill } from './scale-out-kills.ts';
import { endingLike, readEnding, type ScalingEnding } from './scaling-ending.ts';

/** A service under a load that its policies answer with the most tasks that it may have. */
export interface LoadedService {
  readonly environment: FaultEnvironment & { readonly loadBalancerUrl: string };
  readonly service: ScaledService;
  readonly path: string;
  readonly perSecond: number;
  readonly bounds: { readonly min: number; readonly max: number };
}

export interface RoundPlan {
  readonly kills: readonly ScaleOutKill[];
  /** What takes the tasks back when the load has ended: its alarms, or bounds that are set, which is quicker. */
  readonly wayBack: 'alarms' | 'bounds';
  /** How the round without kills ended. */
  readonly expected?: ScalingEnding;
}

/** A part that was killed within this span. */
export interface DoneKill extends Span {
  readonly part: ScaleOutKill['part'];
}

/** All that is known of a round. */
export interface ScalingRound extends Span {
  readonly kills: readonly DoneKill[];
  /** From the beginning of the load until the tasks ran that answer it. */
  readonly outMs: number;
  readonly outcomes: readonly Outcome[];
  readonly story: ScalingStory;
  readonly ending: ScalingEnding;
}

const outWithinMs = 120_000;
const inWithinMs = 240_000;

/** Loads a service until it has its tasks, kills parts meanwhile, and waits until all is as before. */
export async function scaleOutAndBack(loaded: LoadedService, plan: RoundPlan): Promise<ScalingRound> {
  const { environment, service, path, perSecond, bounds } = loaded;
  const since = new Date();
  const startMs = since.getTime();
  const watch = watchCounts(service);
  const url = `${environment.loadBalancerUrl}${path}`;
  const load = startSteadyLoad({ url, perSecond, longestMs: outWithinMs + inWithinMs });
  try {
    const [kills, outMs] = await Promise.all([
      killAll(environment, watch, plan.kills),
      untilCount(watch, bounds.max, outWithinMs).then(() => Date.now() - startMs),
    ]);
    await untilCount(watch, bounds.max, outWithinMs);
    await load.stop();
    if (plan.wayBack === 'bounds') await service.setBounds(bounds.min, bounds.min);
    await untilCount(watch, bounds.min, inWithinMs);
    if (plan.wayBack === 'bounds') await service.setBounds(bounds.min, bounds.max);
    const ending = await endingLike(() => readEnding(environment.clients, service, since), plan.expected);
    await watch.stop();
    const story = { counts: watch.seen, ...(await toldSince(service, since)) };
    return { startMs, endMs: Date.now(), kills, outMs, outcomes: load.outcomes, story, ending };
  } finally {
    await Promise.all([load.stop(), watch.stop()]);
  }
}

async function killAll(
  environment: FaultEnvironment,
  watch: CountsWatch,
  planned: readonly ScaleOutKill[],
): Promise<readonly DoneKill[]> {
  return await Promise.all(
    planned.map(async (each) => {
      if (each.after === 'change') await untilChange(watch);
      await delay(each.pauseMs);
      const startMs = await kill(environment, each);
      return { part: each.part, startMs, endMs: Date.now() };
    }),
  );
}

async function untilChange({ seen }: CountsWatch): Promise<void> {
  const isChanged = async () => seen.some(({ desired }) => desired !== seen[0]?.desired);
  await eventually('a change of the desired count', isChanged, outWithinMs);
}

/** As it is seen by the watch, so that this is in the story. */
async function untilCount({ seen }: CountsWatch, count: number, withinMs: number): Promise<void> {
  const isThere = async () => {
    const last = seen.at(-1);
    return last?.desired === count && last.running === count;
  };
  await eventually(`${count} tasks`, isThere, withinMs);
}
