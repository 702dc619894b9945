import { expect, it } from 'vitest';
import { exampleTargetGroup } from '../../../../definition/testing/examples.ts';
import type { Clock } from '../../../../time/clock.ts';
import { watchHealth } from './health-watch.ts';
import { initialHealth, type ProbeResult, type TargetHealth } from './target-health.ts';

const pass: ProbeResult = { kind: 'answered', statusCode: 200 };
const fail: ProbeResult = { kind: 'answered', statusCode: 500 };

/** Watches until `endMs` on a clock that only sleeping moves; gives the times of checks and the changes. */
async function watch(health: TargetHealth, endMs: number, resultAt: (ms: number) => ProbeResult) {
  const controller = new AbortController();
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
      if (nowMs > endMs) controller.abort();
    },
  };
  const checkedAt: number[] = [];
  const changes: { readonly at: number; readonly state: string }[] = [];
  await watchHealth({
    target: { ip: '10.0.0.1', port: 3000 },
    health,
    check: () => exampleTargetGroup().healthCheck,
    probe: async () => {
      checkedAt.push(nowMs);
      nowMs += 40;
      return resultAt(nowMs);
    },
    clock,
    onChange: ({ state }) => changes.push({ at: nowMs, state }),
    signal: controller.signal,
  });
  return { checkedAt, changes };
}

it('checks at once, four times a second until the first pass, and then at the interval without drift', async () => {
  const { checkedAt, changes } = await watch(initialHealth, 65_000, (ms) => (ms < 600 ? fail : pass));
  expect(checkedAt).toEqual([0, 250, 500, 750, 30_750, 60_750]);
  expect(changes).toEqual([{ at: 790, state: 'healthy' }]);
});

it('gives up a target that never answers well no sooner than the threshold of intervals', async () => {
  const { changes } = await watch(initialHealth, 70_000, () => fail);
  expect(changes).toEqual([{ at: 60_040, state: 'unhealthy' }]);
});

it('tells of each change of a target that was adopted as healthy', async () => {
  const healthy: TargetHealth = { state: 'healthy', passes: 0, failures: 0 };
  const { changes } = await watch(healthy, 250_000, (ms) => (ms < 60_000 ? fail : pass));
  expect(changes).toEqual([
    { at: 30_040, state: 'unhealthy' },
    { at: 180_040, state: 'healthy' },
  ]);
});
