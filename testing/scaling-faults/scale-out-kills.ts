import { type FaultPlan, type PlannedKill, planKills } from '../faults/fault-plan.ts';

/** A kill in a scale-out: so long after the load has begun, or after the desired count has changed. */
export interface ScaleOutKill extends PlannedKill {
  readonly after: 'load' | 'change';
}

/** What a scale-out takes without kills, and how long after the change kills still come. */
export interface ScaleOutTimes {
  readonly outMs: number;
  readonly startingMs: number;
}

/**
 * Each part as often, in turns: one of them at any moment of a scale-out, most of which the alarms take, and the next one
 * while tasks are started.
 */
export function planScaleOutKills(
  plan: Omit<FaultPlan, 'longestPauseMs'>,
  { outMs, startingMs }: ScaleOutTimes,
): readonly (readonly ScaleOutKill[])[] {
  const size = plan.parts.length;
  const kills = planKills({ ...plan, longestPauseMs: outMs });
  return Array.from({ length: plan.killsOfEach }, (_, turn) =>
    kills
      .slice(turn * size, (turn + 1) * size)
      .map(
        (kill): ScaleOutKill =>
          turn % 2 === 0
            ? { ...kill, after: 'load' }
            : { ...kill, after: 'change', pauseMs: Math.floor((kill.pauseMs * startingMs) / outMs) },
      ),
  );
}
