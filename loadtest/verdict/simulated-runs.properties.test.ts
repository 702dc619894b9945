import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from '../../local/scaling/simulation/simulate.ts';
import {
  awsDelivery,
  type SimulatedPolicy,
  type Simulation,
} from '../../local/scaling/simulation/simulation.ts';
import { trackingPolicy } from '../../local/scaling/testing/situations.ts';
import { judgeScaling } from './judge-scaling.ts';
import { simulatedRun } from './testing/simulated-run.ts';
import { startMs } from './testing/test-times.ts';

const policies: fc.Arbitrary<readonly SimulatedPolicy[]> = fc
  .record({
    cpu: fc.integer({ min: 20, max: 90 }),
    requests: fc.option(fc.integer({ min: 200, max: 1000 }), { nil: undefined }),
    scaleOutCooldownSeconds: fc.constantFrom(0, 60, 300),
    scaleInCooldownSeconds: fc.constantFrom(0, 300),
  })
  .map(({ cpu, requests, ...cooldowns }) => [
    { policy: trackingPolicy({ targetValue: cpu, ...cooldowns }), metric: 'cpu' },
    ...(requests === undefined
      ? []
      : [
          {
            policy: trackingPolicy({ policyName: 'requests', targetValue: requests, ...cooldowns }),
            metric: 'requests' as const,
          },
        ]),
  ]);

/** Loads that last for some minutes each, in requests a minute. */
const loads = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 25 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.flatMap(([load, minutes]) => Array<number>(minutes).fill(load)));

const simulations = fc.record({
  policies,
  requests: loads,
  initialCapacity: fc.integer({ min: 1, max: 10 }),
  isOnAws: fc.boolean(),
});

const model = { cpuSecondsPerRequest: 0.05, latencyMs: 60, taskVcpu: 1, memoryPercent: 50, bootSeconds: 70 };

test('policies that act as simulated ones do are never failed, and those that acted have passed', () => {
  fc.assert(
    fc.property(simulations, ({ isOnAws, ...given }) => {
      const delivery = isOnAws ? awsDelivery : { deliverySeconds: 5 };
      const simulation: Simulation = {
        ...given,
        ...delivery,
        model,
        startMs,
        minCapacity: 1,
        maxCapacity: 10,
      };
      const record = simulatedRun(simulation, simulate(simulation), isOnAws ? 'staging' : 'local');
      for (const { outcome, observed, sentence } of judgeScaling(record).policies) {
        expect(outcome, sentence).not.toBe('failed');
        if (observed.length > 0) expect(outcome).toBe('passed');
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);
