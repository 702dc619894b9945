import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServiceState } from '../../model/cluster-state.ts';
import type { AssessedTask } from '../observe/assessed-task.ts';
import { deploymentConfiguration } from '../testing/cluster-fixtures.ts';
import { deployment, serviceWith } from '../testing/service-fixtures.ts';
import { runningTask, taskState } from '../testing/task-fixtures.ts';
import { decideStep } from './deployment-step.ts';
import { limitsOf } from './limits.ts';

const tasks: fc.Arbitrary<readonly AssessedTask[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<AssessedTask['health']['kind']>('steady', 'steady', 'pending', 'unhealthy'),
      isCurrent: fc.boolean(),
      wasHealthy: fc.boolean(),
      isRunning: fc.boolean(),
      isProtected: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((drawn) => drawn.map(assessed));

function assessed(
  drawn: {
    readonly kind: AssessedTask['health']['kind'];
    readonly isCurrent: boolean;
    readonly wasHealthy: boolean;
    readonly isRunning: boolean;
    readonly isProtected: boolean;
  },
  index: number,
): AssessedTask {
  const changes = {
    id: `t${index}`,
    createdAt: index,
    deploymentId: drawn.isCurrent ? 'new' : 'old',
    ...(drawn.wasHealthy || drawn.kind === 'steady' ? { healthyAt: 1 } : {}),
    ...(drawn.isProtected ? { protectedUntil: 9e9 } : {}),
  };
  const isPending = drawn.kind === 'pending' && !drawn.isRunning;
  return {
    task: isPending ? taskState(changes) : runningTask(changes),
    health:
      drawn.kind === 'unhealthy' ? { kind: drawn.kind, cause: { kind: 'container' } } : { kind: drawn.kind },
    isCurrent: drawn.isCurrent,
  };
}

const services: fc.Arbitrary<ServiceState> = fc
  .record({
    desiredCount: fc.nat(5),
    limits: fc.constantFrom<readonly [number, number]>([100, 200], [50, 100], [0, 100], [66, 133]),
    rolloutState: fc.constantFrom<'IN_PROGRESS' | 'COMPLETED' | 'FAILED'>(
      'IN_PROGRESS',
      'COMPLETED',
      'FAILED',
    ),
  })
  .map(({ desiredCount, limits: [minimumHealthyPercent, maximumPercent], rolloutState }) =>
    serviceWith([deployment('new', { rolloutState }), deployment('old', { status: 'ACTIVE' })], {
      desiredCount,
      deploymentConfiguration: deploymentConfiguration({ minimumHealthyPercent, maximumPercent }),
    }),
  );

const steady = (live: readonly AssessedTask[]) =>
  live.filter(({ health }) => health.kind === 'steady').length;

test('no step stops a protected task that is not unhealthy', () => {
  fc.assert(
    fc.property(services, tasks, (service, live) => {
      const wrong = decideStep(service, live, 0).stops.filter(
        ({ task, health }) => task.protectedUntil !== undefined && health.kind !== 'unhealthy',
      );
      expect(wrong).toEqual([]);
    }),
  );
});

test('no step takes healthy tasks below the floor, whichever tasks are protected', () => {
  fc.assert(
    fc.property(services, tasks, (service, live) => {
      const { stops } = decideStep(service, live, 0);
      const left = live.filter((one) => !stops.includes(one));
      if (steady(stops) > 0) expect(steady(left)).toBeGreaterThanOrEqual(limitsOf(service).floor);
      expect(new Set(stops).size).toBe(stops.length);
    }),
    { numRuns: 2000 },
  );
});

test('protection never makes a step stop more tasks', () => {
  fc.assert(
    fc.property(services, tasks, (service, live) => {
      const bare = live.map((one) => {
        const { protectedUntil: _, ...task } = one.task;
        return { ...one, task };
      });
      const withProtection = decideStep(service, live, 0).stops;
      const without = decideStep(service, bare, 0).stops;
      expect(withProtection.length).toBeLessThanOrEqual(without.length);
    }),
  );
});
