import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trackingPolicy } from '../testing/situations.ts';
import type { ServiceModel } from './service-model.ts';
import { simulate } from './simulate.ts';
import { awsDelivery, type SimulatedPolicy } from './simulation.ts';

const model: ServiceModel = {
  ...{ cpuSecondsPerRequest: 0.05, latencyMs: 60, taskVcpu: 1, memoryPercent: 50, bootSeconds: 70 },
};
const maxCapacity = 20;

const policies: fc.Arbitrary<readonly SimulatedPolicy[]> = fc
  .record({
    cpu: fc.integer({ min: 20, max: 90 }),
    requests: fc.option(fc.integer({ min: 200, max: 1000 }), { nil: undefined }),
    periodSeconds: fc.constantFrom(20, 60),
  })
  .map(({ cpu, requests, periodSeconds }) => [
    { policy: trackingPolicy({ targetValue: cpu, periodSeconds }), metric: 'cpu' },
    ...(requests === undefined
      ? []
      : [
          {
            policy: trackingPolicy({ policyName: 'requests', targetValue: requests }),
            metric: 'requests' as const,
          },
        ]),
  ]);

const hour = 60;

test('under constant load a simulated service settles where its policies are content', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      policies,
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 1, max: maxCapacity }),
      (watched, load, initialCapacity) => {
        const { minutes } = simulate({
          ...{ model, policies: watched, minCapacity: 1, maxCapacity, initialCapacity, ...awsDelivery },
          requests: Array<number>(8 * hour).fill(load),
        });
        const counts = minutes.map(({ desiredCount }) => desiredCount);
        expect(new Set(counts.slice(-2 * hour)).size).toBe(1);
        const turns = counts.slice(1).map((count, index) => Math.sign(count - (counts[index] ?? count)));
        const ways = turns.filter(
          (turn, index) => turn !== 0 && turn !== turns.slice(0, index).findLast((each) => each !== 0),
        );
        expect(ways.length).toBeLessThanOrEqual(2);
        const [last] = minutes.slice(-1);
        for (const { policy, metric } of watched) {
          if (policy.kind !== 'target-tracking') continue;
          const value = metric === 'cpu' ? last?.cpuPercent : last?.requestsPerTarget;
          expect((value ?? 0) <= policy.targetValue + 1e-6 || last?.runningCount === maxCapacity).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});
