import { expect, test } from 'vitest';
import type { Service } from '../../../definition/model/ecs.ts';
import { exampleTaskDefinition } from '../../../definition/testing/examples.ts';
import type { Workload } from '../../../definition/workload.ts';
import { createService, updateService } from '../scheduler/commands/services.ts';
import { registerTaskDefinition } from '../scheduler/commands/task-definitions.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { sampleWorkload, webService, webTargetGroup } from './testing/sample-workload.ts';
import { type SimulatedControlPlane, simulatedControlPlane } from './testing/simulated-control-plane.ts';

const place = { clusterName: 'spree-local-cluster', region: 'ap-southeast-1', accountId: '000000000000' };
const web = webService.name;

function worker(changes: Partial<Service> = {}): Service {
  return { ...webService, logicalId: 'Worker', name: 'worker', loadBalancers: [], ...changes };
}

const both: Workload = { ...sampleWorkload, services: [webService, worker()] };

/** The same with another revision, another health check and another grace period. */
const changed: Workload = {
  ...both,
  taskDefinitions: both.taskDefinitions.map((definition) => ({ ...definition, cpu: definition.cpu * 2 })),
  services: both.services.map((service) => ({ ...service, healthCheckGracePeriodSeconds: 77 })),
  targetGroups: [{ ...webTargetGroup, healthCheck: { ...webTargetGroup.healthCheck, path: '/new' } }],
};

function emptyPlane(): SimulatedControlPlane {
  let now = 1_000;
  return simulatedControlPlane(emptyCluster(place), () => now++);
}

/** A control plane on which a release is complete. */
async function releasedPlane(workload: Workload = both): Promise<SimulatedControlPlane> {
  const plane = emptyPlane();
  await release(plane, workload, 'old');
  await plane.completeRelease();
  return plane;
}

async function release(
  plane: SimulatedControlPlane,
  workload: Workload,
  digest: string,
  builtImages: Readonly<Record<string, string>> = {},
): Promise<void> {
  await plane.applyWorkload({ workload, digest, releaseServices: true, builtImages });
  plane.settle();
}

const primaryOf = (plane: SimulatedControlPlane, service: string) =>
  plane.state().services[service]?.deployments[0];

const timeScalesOf = (plane: SimulatedControlPlane) =>
  Object.values(plane.state().tasks)
    .filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    .map(({ timeScale }) => timeScale);

const revisionsOf = (plane: SimulatedControlPlane) =>
  Object.keys(plane.state().taskDefinitions).map((arn) => arn.split('/').at(-1));

test('a definition whose services are not released yet changes nothing that a request meets', async () => {
  const plane = await releasedPlane();
  const before = plane.state();
  const applied = await plane.applyWorkload({ workload: changed, digest: 'new', releaseServices: false });
  expect(applied.taskDefinitions).toEqual({ WebTask: expect.stringMatching(/:2$/) });
  expect(revisionsOf(plane)).toEqual(['spree-local-web:1', 'spree-local-web:2']);
  expect(plane.workload()).toEqual({ workload: both, digest: 'old' });
  expect(plane.state()).toEqual({ ...before, taskDefinitions: expect.anything(), clock: expect.anything() });
  expect(plane.persisted().registered).toEqual({ workload: changed, digest: 'new' });
});

test('the first definition is taken in with its target groups before its services are released', async () => {
  const plane = emptyPlane();
  await plane.applyWorkload({ workload: both, digest: 'd1', releaseServices: false });
  expect(plane.workload()).toEqual({ workload: both, digest: 'd1' });
  expect(Object.keys(plane.state().targetGroups)).toEqual(['WebTargets']);
  expect(plane.state().services).toEqual({});
});

test('a release that fails is undone with its listeners, health checks, settings and revisions', async () => {
  const plane = await releasedPlane();
  const before = plane.state().services;
  const deployments = [primaryOf(plane, web)?.id, primaryOf(plane, 'worker')?.id];
  await release(plane, changed, 'new');
  expect(plane.state().services[web]?.healthCheckGracePeriodSeconds).toBe(77);
  const revision = before[web]?.deployments[0]?.taskDefinition;
  expect(await plane.rollBackRelease()).toEqual({
    hasRolledBack: true,
    restored: [
      { service: web, taskDefinition: revision },
      { service: 'worker', taskDefinition: revision },
    ],
    deleted: [],
  });
  plane.settle();
  expect(plane.workload()).toEqual({ workload: both, digest: 'old' });
  expect(plane.state().targetGroups).toEqual({ WebTargets: webTargetGroup });
  expect(plane.state().services[web]?.healthCheckGracePeriodSeconds).toBe(
    before[web]?.healthCheckGracePeriodSeconds,
  );
  expect([primaryOf(plane, web), primaryOf(plane, 'worker')]).toMatchObject(
    deployments.map((id) => ({ id, rolloutState: 'COMPLETED' })),
  );
  expect(plane.state().services.worker?.history[0]).toMatchObject({
    rolloutState: 'FAILED',
    rollback: { state: 'SUCCESSFUL' },
  });
});

test('a service that runs a rebuilt image of the same name returns to the image that it had', async () => {
  const plane = await releasedPlane();
  const before = primaryOf(plane, 'worker');
  const [container] = sampleWorkload.taskDefinitions[0]?.containerDefinitions ?? [];
  await release(plane, both, 'old', { [container?.image ?? '']: 'sha256:rebuilt' });
  expect(primaryOf(plane, 'worker')?.id).not.toBe(before?.id);
  expect(primaryOf(plane, 'worker')?.taskDefinition).toBe(before?.taskDefinition);
  await plane.rollBackRelease();
  plane.settle();
  expect(primaryOf(plane, 'worker')).toMatchObject({ id: before?.id, images: before?.images });
});

test('a release under another time scale replaces the tasks of all services, once and with the same revisions', async () => {
  const plane = await releasedPlane();
  const revisions = revisionsOf(plane);
  let now = plane.state().clock?.latest ?? 0;
  const faster = simulatedControlPlane(plane.state(), () => now++, 10);
  const again = { workload: both, digest: 'old', releaseServices: true };
  expect((await faster.applyWorkload(again)).changed).toEqual(['WebService', 'Worker']);
  faster.settle();
  expect(timeScalesOf(plane)).toEqual([undefined, undefined, undefined, undefined]);
  expect(timeScalesOf(faster)).toEqual([10, 10, 10, 10]);
  expect(revisionsOf(faster)).toEqual(revisions);
  expect((await faster.applyWorkload(again)).changed).toEqual([]);
});

test('a release that continues an interrupted one goes back to the one that was complete before', async () => {
  const plane = await releasedPlane();
  const before = primaryOf(plane, web)?.id;
  await plane.applyWorkload({ workload: changed, digest: 'interrupted', releaseServices: true });
  const again = { ...changed, services: changed.services.map((each) => ({ ...each, desiredCount: 3 })) };
  await release(plane, again, 'new');
  expect(primaryOf(plane, web)).toMatchObject({ rolloutState: 'COMPLETED' });
  await plane.rollBackRelease();
  plane.settle();
  expect(plane.workload()?.digest).toBe('old');
  expect(primaryOf(plane, web)?.id).toBe(before);
  expect(plane.state().services[web]?.desiredCount).toBe(webService.desiredCount);
});

test('a release goes back no further than one that was complete', async () => {
  const plane = await releasedPlane();
  await release(plane, changed, 'new');
  await plane.completeRelease();
  const before = plane.persisted();
  expect(await plane.rollBackRelease()).toEqual({ hasRolledBack: false, restored: [], deleted: [] });
  expect(plane.persisted()).toBe(before);
});

test('a service that is new in a release that fails is deleted, and one made by hand stays', async () => {
  const plane = await releasedPlane({ ...both, services: [webService] });
  await release(plane, both, 'new');
  const { logicalId: _, cluster: __, ...settings } = worker({ name: 'by-hand' });
  const taskDefinition = primaryOf(plane, web)?.taskDefinition ?? '';
  await plane.transact((state, now) => {
    const made = createService(state, { ...settings, taskDefinition }, now);
    return { state: made.ok ? made.state : state, result: undefined };
  });
  expect(await plane.rollBackRelease()).toMatchObject({ restored: [], deleted: ['worker'] });
  plane.settle();
  expect(plane.state().services.worker?.status).toBe('INACTIVE');
  expect(plane.state().services['by-hand']).toMatchObject({ status: 'ACTIVE', steady: true });
});

test('a service that a release deletes is there again when the release fails', async () => {
  const plane = await releasedPlane();
  const before = primaryOf(plane, 'worker');
  await plane.applyWorkload({
    workload: { ...both, services: [webService] },
    digest: 'new',
    releaseServices: true,
  });
  expect(plane.state().services.worker?.status).toBe('DRAINING');
  expect(await plane.rollBackRelease()).toMatchObject({
    restored: [{ service: 'worker', taskDefinition: before?.taskDefinition }],
  });
  plane.settle();
  expect(plane.state().services.worker).toMatchObject({ status: 'ACTIVE', steady: true });
  await release(plane, { ...both, services: [webService] }, 'again');
  expect(plane.state().services.worker?.status).toBe('INACTIVE');
  await plane.rollBackRelease();
  plane.settle();
  expect(plane.state().services.worker).toMatchObject({
    status: 'ACTIVE',
    steady: true,
    deployments: [{ id: before?.id, rolloutState: 'COMPLETED' }],
  });
});

test('a first release that fails has nothing to go back to', async () => {
  const plane = emptyPlane();
  await plane.applyWorkload({ workload: both, digest: 'd1', releaseServices: false });
  await plane.applyWorkload({ workload: both, digest: 'd1', releaseServices: true });
  const before = plane.persisted();
  expect(await plane.rollBackRelease()).toEqual({ hasRolledBack: false, restored: [], deleted: [] });
  expect(plane.persisted()).toBe(before);
});

const withPolicy = (workload: Workload, whenReplaced: 'delete' | 'retain'): Workload => ({
  ...workload,
  taskDefinitions: workload.taskDefinitions.map((definition) => ({
    ...definition,
    removal: { whenDeleted: 'delete', whenReplaced },
  })),
});

const activeRevisions = (plane: SimulatedControlPlane) =>
  Object.values(plane.state().taskDefinitions)
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ revision }) => revision);

test.each([
  ['delete', [2]],
  ['retain', [1, 2]],
] as const)(
  'once a release is complete, a replaced revision is %sd as its policy says, and not before',
  async (policy, active) => {
    const plane = await releasedPlane(withPolicy(both, policy));
    await release(plane, withPolicy(changed, policy), 'new');
    expect(activeRevisions(plane)).toEqual([1, 2]);
    await plane.completeRelease();
    expect(activeRevisions(plane)).toEqual(active);
  },
);

test('a service cannot be moved back to a revision that its template has replaced', async () => {
  const plane = await releasedPlane(withPolicy(both, 'delete'));
  const before = primaryOf(plane, web)?.taskDefinition ?? '';
  await release(plane, withPolicy(changed, 'delete'), 'new');
  await plane.completeRelease();
  const refused = updateService(plane.state(), { service: web, taskDefinition: before }, 9_000);
  expect(refused).toMatchObject({ ok: false, error: { message: 'TaskDefinition is inactive' } });
});

test('a revision that was registered by a call stays when a release replaces those of its template', async () => {
  const plane = await releasedPlane(withPolicy(both, 'delete'));
  await plane.transact((state, now) => {
    const [content = exampleTaskDefinition()] = both.taskDefinitions;
    const made = registerTaskDefinition(state, { ...content, cpu: 4096, memoryMiB: 8192 }, now);
    return { state: made.ok ? made.state : state, result: undefined };
  });
  await release(plane, withPolicy(changed, 'delete'), 'new');
  await plane.completeRelease();
  expect(activeRevisions(plane)).toEqual([2, 3]);
});
