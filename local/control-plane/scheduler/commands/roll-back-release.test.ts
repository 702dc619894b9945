import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { emptyWorkload, exampleCluster } from '../../../../definition/testing/examples.ts';
import type { Workload } from '../../../../definition/workload.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { plan } from '../plan.ts';
import {
  accepted,
  answer,
  confirmations,
  emptyTestCluster,
  liveTasks,
  oblige,
  serviceInput,
  serviceNamed,
  targetGroup,
  taskDefinition,
} from '../testing/cluster-fixtures.ts';
import { applyWorkload } from './apply-workload.ts';
import { rollBackRelease } from './roll-back-release.ts';
import { rollbackPointOf } from './rollback-point.ts';
import { deleteService, updateService } from './services.ts';

const { taskDefinition: _, ...settings } = serviceInput();
const service = { logicalId: 'WebService', cluster: 'store', taskDefinition: 'WebTask', ...settings };

const workload: Workload = {
  ...emptyWorkload,
  clusters: [exampleCluster({ name: 'store' })],
  taskDefinitions: [taskDefinition()],
  services: [service],
  targetGroups: [targetGroup()],
};

function released(state: ClusterState, defined: Workload, now: number): ClusterState {
  return accepted(applyWorkload(state, defined, { releaseServices: true }, now));
}

/** What may happen between the beginning of a release and its end; `now` is in milliseconds. */
const happenings = {
  release: (state: ClusterState, now: number) =>
    released(state, { ...workload, taskDefinitions: [taskDefinition({ cpu: 2 ** (now % 7) })] }, now),
  redeploy: (state: ClusterState, now: number) =>
    orSame(state, updateService(state, { service: 'web', forceNewDeployment: true }, now)),
  remove: (state: ClusterState, now: number) =>
    orSame(state, deleteService(state, { service: 'web', force: true }, now)),
  begin: (state: ClusterState, now: number) => plan(state, now).state,
  complete: (state: ClusterState, now: number) => oblige(oblige(state, now), now + 40_000),
  fail: (state: ClusterState, now: number) =>
    answer(state, now, (seen, effect) =>
      effect.type === 'provisionTask'
        ? [{ type: 'taskFailedToStart', taskId: effect.taskId, reason: 'CannotPullContainerError' }]
        : confirmations(seen, effect),
    ),
};

function orSame(state: ClusterState, outcome: ReturnType<typeof updateService>): ClusterState {
  return outcome.ok ? outcome.state : state;
}

/** The state after this happened, or the same where it cannot: a service that is being deleted is not released. */
function after(state: ClusterState, kind: keyof typeof happenings, now: number): ClusterState {
  try {
    return happenings[kind](state, now);
  } catch {
    return state;
  }
}

test('whatever became of a release, its services run again what they ran before', () => {
  const steady = happenings.complete(released(emptyTestCluster(), workload, 0), 0);
  const before = serviceNamed(steady).deployments[0]?.id;
  const point = rollbackPointOf(steady, { workload, digest: 'd1' });
  if (point === undefined) throw new Error('A deployment has completed.');
  const kinds = constantFrom('release', 'redeploy', 'remove', 'begin', 'complete', 'fail' as const);
  assert(
    property(array(kinds, { maxLength: 8 }), (path) => {
      const at = (step: number) => 50_001 * (step + 2);
      const ended = path.reduce((state, kind, step) => after(state, kind, at(step)), steady);
      const undone = accepted(rollBackRelease(ended, workload, point, at(path.length)));
      const rounds = [1, 2, 3, 4].map((round) => at(path.length + 2 * round));
      const state = rounds.reduce(happenings.complete, undone);
      const web = serviceNamed(state);
      expect(web).toMatchObject({ status: 'ACTIVE', steady: true, desiredCount: 2 });
      expect(web.deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED' }]);
      expect(liveTasks(state).map(({ deploymentId }) => deploymentId)).toEqual([before, before]);
    }),
    { numRuns: 200 },
  );
});
