import fc from 'fast-check';
import type { CircuitBreaker } from '../../../../../definition/model/ecs.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import { createService } from '../../commands/services.ts';
import { registerTaskDefinition } from '../../commands/task-definitions.ts';
import { accepted, deploymentConfiguration, emptyTestCluster, serviceInput } from '../cluster-fixtures.ts';
import { beginning } from './simulated-world.ts';
import { oneoff, type Temper, web, worker } from './store-definitions.ts';

/** What one run begins with. */
export interface Setup {
  /** Of the simulated world's delays. */
  readonly seed: number;
  readonly count: number;
  readonly resets: boolean;
  readonly rollback: boolean;
  readonly threshold: CircuitBreaker['threshold'];
  readonly temper: Temper;
  /** Minimum healthy and maximum percent. */
  readonly limits: readonly [number, number];
  /** Whether the first deployments are given the time to complete before anything else happens. */
  readonly isSettled: boolean;
  /** Of the good release at the end. */
  readonly finalCount: number;
}

export const setup: fc.Arbitrary<Setup> = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 4 }),
  resets: fc.boolean(),
  rollback: fc.boolean(),
  threshold: fc.constantFrom<CircuitBreaker['threshold']>(
    undefined,
    { type: 'BOUNDED_PERCENT', value: 100 },
    { type: 'UNBOUNDED_PERCENT', value: 50 },
    { type: 'COUNT', value: 5 },
  ),
  temper: fc.constantFrom<Temper>('docile', 'stubborn'),
  limits: fc.constantFrom<readonly [number, number]>(
    [100, 200],
    [100, 200],
    [50, 200],
    [50, 100],
    [0, 100],
    [100, 150],
    [100, 110],
    [66, 133],
  ),
  isSettled: fc.constantFrom(true, true, true, false),
  finalCount: fc.integer({ min: 1, max: 2 }),
});

/** A store and its worker whose first deployments were asked for. */
export function clusterOf(start: Setup): ClusterState {
  const { rollback, resets: resetOnHealthyTask, threshold } = start;
  const limit = threshold === undefined ? {} : { threshold };
  const [minimumHealthyPercent, maximumPercent] = start.limits;
  const shared = {
    desiredCount: start.count,
    deploymentConfiguration: deploymentConfiguration({
      minimumHealthyPercent,
      maximumPercent,
      circuitBreaker: { enable: true, rollback, resetOnHealthyTask, ...limit },
      alarms: { enable: true, rollback, alarmNames: ['errors'] },
    }),
  };
  const services = [
    serviceInput({ ...shared, healthCheckGracePeriodSeconds: 5 }),
    serviceInput({ ...shared, name: 'worker', taskDefinition: 'worker', loadBalancers: [] }),
  ];
  const definitions = [web('good', start.temper), worker('good', start.temper), oneoff];
  const registered = definitions.reduce(
    (state, content) => accepted(registerTaskDefinition(state, content, 0)),
    emptyTestCluster(),
  );
  return services.reduce((state, input) => accepted(createService(state, input, beginning)), registered);
}
