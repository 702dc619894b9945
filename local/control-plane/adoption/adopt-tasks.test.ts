import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import { runTask } from '../scheduler/commands/tasks.ts';
import { limitsOf } from '../scheduler/deployment/limits.ts';
import { plan } from '../scheduler/plan.ts';
import { accepted, serviceNamed } from '../scheduler/testing/cluster-fixtures.ts';
import { act, action, release, update } from '../scheduler/testing/simulation/actions.ts';
import { endsWithinBounds } from '../scheduler/testing/simulation/endings.ts';
import { clusterOf, type Setup, setup } from '../scheduler/testing/simulation/setup.ts';
import { type ForgetfulWorld, forgetfulWorld } from './testing/lost-state.ts';

const start: Setup = {
  seed: 1,
  count: 2,
  resets: true,
  rollback: true,
  threshold: undefined,
  temper: 'docile',
  limits: [100, 200],
  isSettled: true,
  finalCount: 2,
};
const minuteMs = 60_000;

function running(): ForgetfulWorld {
  const world = forgetfulWorld(clusterOf(start), start.seed);
  world.run(5 * minuteMs);
  return world;
}

const isWanted = (task: TaskState) => task.desiredStatus === 'RUNNING';
const idsOf = (state: ClusterState) =>
  Object.values(state.tasks)
    .filter(isWanted)
    .map(({ id }) => id)
    .sort();
const servedBy = (state: ClusterState) =>
  Object.values(state.tasks)
    .filter((task) => isWanted(task) && task.targets.some((target) => target.state === 'healthy'))
    .filter(({ containers }) => containers.every(({ healthStatus }) => healthStatus !== 'UNHEALTHY'))
    .map(({ id }) => id)
    .sort();

test('tasks of a state that was lost go on as they are, with their targets, and nothing is done', () => {
  const world = running();
  const before = world.state();
  const adopted = world.adopted();
  expect(idsOf(adopted)).toEqual(idsOf(before));
  expect(servedBy(adopted)).toEqual(servedBy(before));
  expect(servedBy(adopted)).toHaveLength(2);
  const { effects, state } = plan(adopted, world.now());
  expect(effects).toEqual([]);
  expect(state.services.web?.deployments).toMatchObject([
    { id: before.services.web?.deployments[0]?.id, rolloutState: 'COMPLETED' },
  ]);
});

test('an unchanged definition finds services, revisions and target groups as they were', () => {
  const world = running();
  const { services, taskDefinitions, targetGroups } = world.state();
  const adopted = world.adopted();
  expect(adopted.targetGroups).toEqual(targetGroups);
  const revisions = Object.values(services).map((service) => service.deployments[0]?.taskDefinition ?? '');
  for (const arn of revisions) expect(adopted.taskDefinitions[arn]).toEqual(taskDefinitions[arn]);
  for (const name of ['web', 'worker']) {
    const {
      deployments: _,
      history: __,
      events: ___,
      steady: ____,
      stalled: _____,
      ...settings
    } = serviceNamed(adopted, name);
    expect(serviceNamed(world.state(), name)).toMatchObject(settings);
  }
});

test('a rollout that was in progress continues to its end, and serves throughout', () => {
  const world = running();
  release(world, 'web', 'good', 'docile');
  world.run(5_000);
  const ids = idsOf(world.state());
  expect(serviceNamed(world.state()).deployments).toHaveLength(2);
  const adopted = world.adopted();
  expect(serviceNamed(adopted).deployments.map(({ status }) => status)).toEqual(['PRIMARY', 'ACTIVE']);
  expect(servedBy(plan(adopted, world.now()).state)).toHaveLength(2);
  world.goOn(adopted);
  world.run(5 * minuteMs);
  const [primary, ...others] = serviceNamed(world.state()).deployments;
  expect(primary).toMatchObject({
    rolloutState: 'COMPLETED',
    taskDefinition: expect.stringMatching(/web:2$/),
  });
  expect(others).toEqual([]);
  expect(idsOf(world.state())).not.toEqual(ids);
});

test('a rollout of a bad revision is rolled back after the state was lost, too', () => {
  const world = running();
  const good = serviceNamed(world.state()).deployments[0]?.id;
  release(world, 'web', 'sick', 'docile');
  world.run(10_000);
  world.goOn(world.adopted());
  world.run(30 * minuteMs);
  expect(serviceNamed(world.state()).deployments).toMatchObject([{ id: good, rolloutState: 'COMPLETED' }]);
});

test('a service that was scaled out keeps all of its tasks', () => {
  const world = running();
  update(world, { service: 'web', desiredCount: 4 });
  world.run(5 * minuteMs);
  const adopted = world.adopted();
  expect(serviceNamed(adopted).desiredCount).toBe(4);
  expect(plan(adopted, world.now()).effects).toEqual([]);
});

test('no identifier is given twice after the state was lost', () => {
  const world = running();
  const known = Object.keys(world.state().tasks);
  world.goOn(world.adopted());
  update(world, { service: 'web', forceNewDeployment: true });
  world.run(5 * minuteMs);
  const fresh = idsOf(world.state()).filter((id) => !known.includes(id));
  expect(fresh).toHaveLength(2);
});

test('a state that is older than the tasks takes them in, and what is too many is drained', () => {
  const world = running();
  const old = world.state();
  update(world, { service: 'web', forceNewDeployment: true });
  world.run(5 * minuteMs);
  const ids = idsOf(world.state());
  const adopted = world.adopted(old);
  expect(idsOf(adopted)).toEqual(expect.arrayContaining(ids));
  expect(adopted.sequence).toBeGreaterThan(old.sequence);
  const { effects } = plan(adopted, world.now());
  expect(effects.filter(({ type }) => type === 'removeTask' || type === 'killContainer')).toEqual([]);
});

test('tasks of another cluster are left alone', () => {
  const world = running();
  const other = { ...world.state(), tasks: {}, clusterName: 'other' };
  expect(world.adopted(other).tasks).toEqual({});
});

test('a one-off task goes on', () => {
  const world = running();
  world.change((state, now) => accepted(runTask(state, { taskDefinition: 'oneoff' }, now)));
  const runningOnce = () =>
    Object.values(world.state().tasks).find(
      ({ group, lastStatus }) => group === 'family:oneoff' && lastStatus === 'RUNNING',
    );
  for (let steps = 0; steps < 100 && runningOnce() === undefined; steps += 1) world.run(100);
  const id = runningOnce()?.id ?? '';
  const adopted = world.adopted();
  expect(adopted.tasks[id]).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING' });
  world.goOn(adopted);
  world.run(5 * minuteMs);
  expect(world.state().tasks[id]).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
  });
});

test('whenever the state is lost, no fewer tasks serve than the limits require, and what is in progress comes to its end', () => {
  fc.assert(
    fc.property(setup, fc.array(action, { maxLength: 12 }), (chosen, actions) => {
      const world = forgetfulWorld(clusterOf(chosen), chosen.seed);
      if (chosen.isSettled) world.run(90_000);
      for (const one of actions) act(world, one, chosen.temper);
      const before = world.state();
      const adopted = world.adopted();
      const { state } = plan(adopted, world.now());
      const served = servedBy(before).filter((id) => adopted.tasks[id] !== undefined);
      const service = state.services.web;
      if (service !== undefined) {
        const least = Math.min(served.length, limitsOf(service).floor);
        expect(servedBy(state).length).toBeGreaterThanOrEqual(least);
      }
      world.goOn(adopted);
      endsWithinBounds(world, chosen);
    }),
    { numRuns: 200, seed: 20_261_126 },
  );
}, 120_000);
