import type { TargetHealthCheck } from '../../../../definition/model/load-balancing.ts';
import type { Clock } from '../../../../time/clock.ts';
import type { Probe } from './probe.ts';
import { isPass, type TargetHealth, targetHealth } from './target-health.ts';

/** How the health of one target is watched. */
export interface HealthWatch {
  readonly target: { readonly ip: string; readonly port: number };
  readonly health: TargetHealth;
  /** Asked before each check, so that a changed definition takes hold. */
  readonly check: () => TargetHealthCheck;
  readonly probe: Probe;
  readonly clock: Clock;
  /** Told of each state that differs from the one before. */
  readonly onChange: (health: TargetHealth) => void;
  readonly signal: AbortSignal;
}

/**
 * While a target is initial it is checked four times a second instead of at the interval: AWS does not say when its
 * first checks come, and a local start need not wait. Only passes count in between, so that a target that
 * starts slowly is given up no sooner than on AWS: at the threshold, counted in intervals from registration.
 */
const initialPeriodMs = 250;

/** Checks a target at once and then at its interval until `signal` aborts. */
export async function watchHealth(watch: HealthWatch): Promise<void> {
  let health = watch.health;
  let dueAt = watch.clock.now() + watch.check().intervalSeconds * 1000;
  while (!watch.signal.aborted) {
    const startedAt = watch.clock.now();
    const check = watch.check();
    const result = await watch.probe(watch.target, check);
    if (watch.signal.aborted) return;
    const isDue = startedAt >= dueAt;
    if (isDue) dueAt += check.intervalSeconds * 1000;
    if (health.state !== 'initial' || isDue || isPass(result, check)) {
      const next = targetHealth(health, result, check);
      if (differs(health, next)) watch.onChange(next);
      health = next;
    }
    const pauseMs = startedAt + periodMs(health, check) - watch.clock.now();
    await watch.clock.sleep(Math.max(0, pauseMs), watch.signal);
  }
}

function periodMs(health: TargetHealth, check: TargetHealthCheck): number {
  const intervalMs = check.intervalSeconds * 1000;
  return health.state === 'initial' ? Math.min(initialPeriodMs, intervalMs) : intervalMs;
}

function differs(a: TargetHealth, b: TargetHealth): boolean {
  return a.state !== b.state || a.reason !== b.reason || a.description !== b.description;
}
