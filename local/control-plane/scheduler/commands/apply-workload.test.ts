import { expect, test } from 'vitest';
import type { Service, TaskDefinition } from '../../../../definition/model/ecs.ts';
import { emptyWorkload, exampleCluster } from '../../../../definition/testing/examples.ts';
import type { Workload } from '../../../../definition/workload.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { failDeployment } from '../deployment/deployment-failure.ts';
import { idSource } from '../identifiers.ts';
import {
  accepted,
  emptyTestCluster,
  oblige,
  serviceInput,
  serviceNamed,
  targetGroup,
  taskDefinition,
} from '../testing/cluster-fixtures.ts';
import { applyWorkload } from './apply-workload.ts';
import { updateService } from './services.ts';
import { deregisterTaskDefinition } from './task-definitions.ts';

function service(changes: Partial<Service> = {}): Service {
  const { taskDefinition: _, ...settings } = serviceInput();
  return { logicalId: 'WebService', cluster: 'store', taskDefinition: 'WebTask', ...settings, ...changes };
}

function workload(
  services: readonly Service[] = [service()],
  taskDefinitions: readonly TaskDefinition[] = [taskDefinition()],
): Workload {
  return {
    ...emptyWorkload,
    clusters: [exampleCluster({ name: 'store' })],
    taskDefinitions,
    services,
    targetGroups: [targetGroup()],
  };
}

const arn = (revision: number) => `arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:${revision}`;

const release = (state: ClusterState, defined: Workload, now = 0) => {
  const outcome = applyWorkload(state, defined, { releaseServices: true }, now);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome;
};

test('task definitions and target groups are taken in without releasing the services', () => {
  const empty = { ...emptyTestCluster(), targetGroups: {} };
  const outcome = applyWorkload(empty, workload(), { releaseServices: false }, 3);
  expect(outcome).toMatchObject({ taskDefinitions: { WebTask: arn(1) }, changed: ['WebTask'] });
  expect(outcome.ok && outcome.state).toMatchObject({
    targetGroups: { WebTargets: targetGroup() },
    services: {},
    taskDefinitions: { [arn(1)]: { content: taskDefinition() } },
  });
});

test('a release creates the services that are not there', () => {
  const outcome = release(emptyTestCluster(), workload());
  expect(outcome).toMatchObject({
    taskDefinitions: { WebTask: arn(1) },
    changed: ['WebTask', 'WebService'],
  });
  expect(serviceNamed(outcome.state)).toMatchObject({
    desiredCount: 2,
    template: { logicalId: 'WebService', desiredCount: 2 },
    deployments: [{ taskDefinition: arn(1) }],
  });
});

test('the same workload again changes nothing', () => {
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  expect(release(steady, workload(), 60_000)).toEqual({
    ok: true,
    state: steady,
    taskDefinitions: { WebTask: arn(1) },
    changed: [],
  });
});

test('changed content creates a new revision and a rolling deployment of its service', () => {
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const outcome = release(steady, workload([service()], [taskDefinition({ cpu: 256 })]));
  expect(outcome).toMatchObject({
    taskDefinitions: { WebTask: arn(2) },
    changed: ['WebTask', 'WebService'],
  });
  expect(serviceNamed(outcome.state).deployments.map((one) => one.taskDefinition)).toEqual([arn(2), arn(1)]);
});

test('a deployment that failed without a rollback, such as the first one, is tried again', () => {
  const created = release(emptyTestCluster(), workload()).state;
  const web = serviceNamed(created);
  const failed = web.deployments.map((each) => ({ ...each, rolloutState: 'FAILED' as const }));
  const state = { ...created, services: { web: { ...web, deployments: failed } } };
  const outcome = release(state, workload());
  expect(outcome.changed).toEqual(['WebService']);
  expect(serviceNamed(outcome.state).deployments).toMatchObject([
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: arn(1) },
    { status: 'ACTIVE', rolloutState: 'FAILED', taskDefinition: arn(1) },
  ]);
});

test('a release that was rolled back is tried again', () => {
  const changed = workload([service()], [taskDefinition({ cpu: 256 })]);
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const rolling = release(steady, changed).state;
  const web = serviceNamed(rolling);
  const [primary] = web.deployments;
  if (primary === undefined) throw new Error('no deployment');
  const ids = idSource(rolling);
  const back = failDeployment(web, primary, 'CIRCUIT_BREAKER', { now: 1, ids });
  expect(back.deployments[0]?.taskDefinition).toBe(arn(1));
  const state = { ...rolling, sequence: ids.sequence(), services: { web: back } };
  const outcome = release(state, changed);
  expect(outcome.changed).toEqual(['WebService']);
  expect(serviceNamed(outcome.state).deployments[0]).toMatchObject({
    rolloutState: 'IN_PROGRESS',
    taskDefinition: arn(2),
  });
});

test('content whose newest revision was deregistered is registered anew', () => {
  const first = release(emptyTestCluster(), workload()).state;
  const gone = accepted(deregisterTaskDefinition(first, 'web:1', 0));
  expect(release(gone, workload()).taskDefinitions).toEqual({ WebTask: arn(2) });
});

test('a changed setting takes effect without a deployment', () => {
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const outcome = release(steady, workload([service({ healthCheckGracePeriodSeconds: 9 })]));
  expect(outcome.changed).toEqual(['WebService']);
  expect(serviceNamed(outcome.state)).toMatchObject({ healthCheckGracePeriodSeconds: 9, history: [] });
  expect(serviceNamed(outcome.state).deployments).toHaveLength(1);
});

test('a setting that is removed from the template returns to its default', () => {
  const settings = {
    healthCheckGracePeriodSeconds: 9,
    enableECSManagedTags: true,
    propagateTags: 'SERVICE',
  } as const;
  const steady = oblige(release(emptyTestCluster(), workload([service(settings)])).state, 0);
  expect(serviceNamed(release(steady, workload()).state)).toMatchObject({
    healthCheckGracePeriodSeconds: 0,
    enableECSManagedTags: false,
    propagateTags: 'NONE',
  });
});

test("a desired count that was changed since stays until the template's own changes", () => {
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const scaled = accepted(updateService(steady, { service: 'web', desiredCount: 5 }, 0));
  const again = release(scaled, workload());
  expect(again.changed).toEqual([]);
  expect(serviceNamed(again.state).desiredCount).toBe(5);
  const changed = release(scaled, workload([service({ desiredCount: 3 })]));
  expect(serviceNamed(changed.state)).toMatchObject({
    desiredCount: 3,
    template: { logicalId: 'WebService', desiredCount: 3 },
  });
});

test('a service that the template defines no more is deleted, one that it never defined is not', () => {
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const own = accepted(updateService(steady, { service: 'web', desiredCount: 2 }, 0));
  const web = serviceNamed(own);
  const { template: _, ...plain } = web;
  const both = { ...own, services: { ...own.services, own: { ...plain, name: 'own' } } };
  const outcome = release(both, workload([]));
  expect(outcome.changed).toEqual(['WebService']);
  expect(serviceNamed(outcome.state)).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
  expect(serviceNamed(outcome.state, 'own').status).toBe('ACTIVE');
  expect(release(outcome.state, workload([])).changed).toEqual([]);
});

test('a service that was deleted is created again', () => {
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const inactive = oblige(release(steady, workload([])).state, 0);
  expect(serviceNamed(inactive).status).toBe('INACTIVE');
  const again = release(inactive, workload());
  expect(serviceNamed(again.state)).toMatchObject({
    status: 'ACTIVE',
    template: { logicalId: 'WebService', desiredCount: 2 },
  });
});

test('what cannot be applied changes nothing and says why', () => {
  const apply = (defined: Workload) => {
    const outcome = applyWorkload(emptyTestCluster(), defined, { releaseServices: true }, 0);
    return outcome.ok ? undefined : `${outcome.error.code}: ${outcome.error.message}`;
  };
  expect([
    apply(workload([service({ taskDefinition: 'Other' })])),
    apply(workload([service()], [taskDefinition({ containerDefinitions: [] })])),
    apply(workload([service({ desiredCount: -1 })])),
  ]).toEqual([
    'InvalidParameterException: The service web refers to the task definition Other, which the template does not define.',
    'ClientException: Container list cannot be empty.',
    'InvalidParameterException: Desired count must be a whole number of at least 0.',
  ]);
});

test('a scalable target keeps its service within its bounds, at the start and later', () => {
  const bounded = (minCapacity: number, maxCapacity: number): Workload => {
    const defined = workload([service({ desiredCount: 1 })]);
    const [{ cluster, name } = service()] = defined.services;
    const target = {
      logicalId: 'Scaling',
      resourceId: `service/${cluster}/${name}`,
      minCapacity,
      maxCapacity,
      suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
      policies: [],
      scheduledActions: [],
    };
    const other = { ...target, resourceId: `service/${cluster}/other`, minCapacity: 50, maxCapacity: 60 };
    return { ...defined, scalableTargets: [other, target] };
  };
  const counts = (state: ClusterState) =>
    Object.values(state.services).map(({ desiredCount }) => desiredCount);
  const first = release(emptyTestCluster(), bounded(2, 10)).state;
  expect(counts(first)).toEqual([2]);
  expect(counts(release(first, bounded(3, 10)).state)).toEqual([3]);
  expect(counts(release(first, bounded(1, 1)).state)).toEqual([1]);
  expect(counts(release(first, bounded(1, 10)).state)).toEqual([2]);
});

test('a rebuilt image is deployed, and an unchanged one is not', () => {
  const created = release(emptyTestCluster(), workload()).state;
  const web = serviceNamed(created);
  const [content] = workload().taskDefinitions;
  const [container] = content?.containerDefinitions ?? [];
  if (container === undefined) throw new Error('The task definition has a container.');
  const images = { [container.name]: { id: 'sha256:1', digest: 'sha256:1' } };
  const deployments = web.deployments.map((each) => ({ ...each, images }));
  const state = { ...created, services: { web: { ...web, deployments } } };
  const releaseWith = (id: string) => {
    const builtImages = { [container.image]: id };
    const outcome = applyWorkload(state, workload(), { releaseServices: true, builtImages }, 5);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return serviceNamed(outcome.state).deployments.length;
  };
  expect([releaseWith('sha256:1'), releaseWith('sha256:2')]).toEqual([1, 2]);
});

test('adding or removing a resolution of metrics in a template starts a deployment and changes nothing else', () => {
  const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
  const steady = oblige(release(emptyTestCluster(), workload()).state, 0);
  const gained = release(steady, workload([service({ monitoring })]), 60_000);
  expect(serviceNamed(gained.state)).toMatchObject({ monitoring, deployments: [{ monitoring }, {}] });
  const settled = oblige(gained.state, 60_000);
  expect(release(settled, workload([service({ monitoring })]), 120_000).changed).toEqual([]);
  const lost = release(settled, workload(), 120_000);
  expect(lost.changed).toEqual(['WebService']);
  expect(serviceNamed(lost.state).deployments).toHaveLength(2);
  expect(serviceNamed(lost.state)).not.toHaveProperty('monitoring');
});
