import { expect, test } from 'vitest';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import type { Fact } from '../model/fact.ts';
import { deleteService, updateService } from './commands/services.ts';
import { registerTaskDefinition } from './commands/task-definitions.ts';
import { updateTaskProtection } from './commands/task-protection.ts';
import { runTask, stopTask } from './commands/tasks.ts';
import { observe } from './observe/observe.ts';
import { plan } from './plan.ts';
import {
  accepted,
  answer,
  clusterWith,
  confirmations,
  container,
  deploymentConfiguration,
  healthCheck,
  liveTasks,
  messages,
  oblige,
  serviceNamed,
  steadyCluster,
  taskDefinition,
} from './testing/cluster-fixtures.ts';

const minute = 60_000;

function release(state: ClusterState, now: number): ClusterState {
  const image = `store:${Object.keys(state.taskDefinitions).length + 1}`;
  const [content] = Object.values(state.taskDefinitions).map((revision) => revision.content);
  const containers = (content?.containerDefinitions ?? []).map((one) => ({ ...one, image }));
  const next = taskDefinition({ containerDefinitions: containers });
  const registered = accepted(registerTaskDefinition(state, next, now));
  return accepted(updateService(registered, { service: 'web', taskDefinition: 'web' }, now));
}

const see = (state: ClusterState, now: number, ...facts: readonly Fact[]): ClusterState =>
  facts.reduce((seen, fact) => observe(seen, fact, now), state);

const exit = (task: TaskState | undefined, exitCode = 1): Fact => ({
  type: 'containerExited',
  taskId: task?.id ?? '',
  container: 'web',
  exitCode,
  outOfMemory: false,
});

const target = (task: TaskState | undefined, state: 'healthy' | 'unhealthy'): Fact => ({
  type: 'targetHealth',
  taskId: task?.id ?? '',
  targetGroup: 'WebTargets',
  state,
  ...(state === 'healthy' ? {} : { description: 'Health checks failed with these codes: [502]' }),
});

const rollouts = (state: ClusterState) =>
  serviceNamed(state).deployments.map(({ status, rolloutState }) => [status, rolloutState]);

const group =
  '(target-group arn:aws:elasticloadbalancing:ap-southeast-1:000000000000:targetgroup/web/0123456789abcdef)';

/** Every target that is registered turns out unhealthy. */
function failingChecks(state: ClusterState, effect: Effect): readonly Fact[] {
  return effect.type === 'registerTarget'
    ? [target(state.tasks[effect.taskId], 'unhealthy')]
    : confirmations(state, effect);
}

test('a new service starts, registers, completes and is steady', () => {
  const state = oblige(clusterWith(), 0);
  expect(messages(state)).toEqual([
    'has started 2 tasks: (task T1) (task T2).',
    `registered 2 targets in ${group}`,
    '(deployment D1) deployment completed.',
    'has reached a steady state.',
  ]);
  expect(rollouts(state)).toEqual([['PRIMARY', 'COMPLETED']]);
  expect(serviceNamed(state).deployments[0]).toMatchObject({ completedAt: 0 });
});

test('nothing is left to do for a steady service, and the same state comes back', () => {
  const state = oblige(clusterWith(), 0);
  expect(plan(state, 1000)).toEqual({ state, effects: [] });
  expect(plan(state, 1000).state).toBe(state);
});

test('without a load balancer and a health check the service is steady after 40 s', () => {
  const running = oblige(clusterWith({ loadBalancers: [] }), 0);
  expect(rollouts(running)).toEqual([['PRIMARY', 'IN_PROGRESS']]);
  expect(plan(running, 0).wakeAt).toBe(40_000);
  expect(rollouts(plan(running, 39_999).state)).toEqual([['PRIMARY', 'IN_PROGRESS']]);
  expect(rollouts(plan(running, 40_000).state)).toEqual([['PRIMARY', 'COMPLETED']]);
});

test('a killed task is replaced in the plan that sees its end', () => {
  const steady = steadyCluster();
  const [victim] = liveTasks(steady);
  const { state, effects } = plan(see(steady, minute, exit(victim, 137)), minute);
  const replacement = liveTasks(state)[1];
  expect(effects).toEqual([
    { type: 'deregisterTarget', taskId: victim?.id, targetGroup: 'WebTargets' },
    { type: 'removeTask', taskId: victim?.id },
    { type: 'provisionTask', taskId: replacement?.id },
  ]);
  expect(state.tasks[victim?.id ?? '']).toMatchObject({
    lastStatus: 'DEPROVISIONING',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  });
  expect(serviceNamed(state).deployments[0]).toMatchObject({ failedTasks: 0, consecutiveFailures: 0 });
  expect(messages(oblige(state, minute)).slice(-1)).toEqual(['has reached a steady state.']);
});

test('a rolling release replaces the tasks one for one and tells of it', () => {
  const steady = steadyCluster();
  const released = oblige(release(steady, minute), minute);
  expect(messages(released).slice(4)).toEqual(
    [
      'has started 2 tasks: (task T3) (task T4).',
      `registered 2 targets in ${group}`,
      `deregistered 2 targets in ${group}`,
      'has begun draining connections on 2 tasks.',
      'has stopped 2 running tasks: (task T2) (task T1).',
      '(deployment D2) deployment completed.',
      'has reached a steady state.',
    ].map((text) =>
      text.startsWith('has stopped') ? expect.stringMatching(/^has stopped 2 running/) : text,
    ),
  );
  expect(serviceNamed(released).history).toMatchObject([
    { status: 'INACTIVE', rolloutState: 'COMPLETED', desiredCount: 0 },
  ]);
  expect(liveTasks(released).map((task) => task.taskDefinition.split(':').at(-1))).toEqual(['2', '2']);
});

test('stopped tasks say which deployment replaced them', () => {
  const released = oblige(release(steadyCluster(), minute), minute);
  const primary = serviceNamed(released).deployments[0]?.id;
  const stopped = Object.values(released.tasks).filter((task) => task.lastStatus === 'STOPPED');
  expect(stopped.map((task) => [task.stopCode, task.stoppedReason])).toEqual([
    ['ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary})`],
    ['ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary})`],
  ]);
});

/** All tasks of the release end at once, over and over, until it is rolled back. */
function crashing(state: ClusterState, now: number): ClusterState {
  let current = plan(state, now);
  for (let rounds = 0; rounds < 10; rounds += 1) {
    if (serviceNamed(current.state).deployments[0]?.rollbackOf !== undefined) break;
    const fresh = liveTasks(current.state).filter((task) => task.lastStatus === 'PROVISIONING');
    const facts = fresh.flatMap((task): readonly Fact[] => [
      { type: 'taskProvisioned', taskId: task.id, privateIp: '10.0.0.1', containers: {} },
      { type: 'containerStarted', taskId: task.id, container: 'web' },
      exit(task),
    ]);
    current = plan(see(current.state, now, ...facts), now);
  }
  return current.state;
}

test('a release whose container exits at once trips the circuit breaker and rolls back', () => {
  const steady = steadyCluster();
  const good = serviceNamed(steady).deployments[0]?.id;
  const state = crashing(release(steady, minute), minute);
  expect(rollouts(state)).toEqual([['PRIMARY', 'COMPLETED']]);
  const [primary] = serviceNamed(state).deployments;
  const [failed] = serviceNamed(state).history;
  expect(primary).toMatchObject({ id: good, rollbackOf: failed?.id });
  expect(failed).toMatchObject({
    status: 'INACTIVE',
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    failedBy: 'CIRCUIT_BREAKER',
    rollback: { to: good, state: 'SUCCESSFUL' },
  });
  expect(failed?.failedTasks).toBeGreaterThanOrEqual(3);
  const texts = messages(state);
  expect(texts).toContain('(deployment D2) deployment failed: tasks failed to start.');
  expect(texts).toContain('rolling back to deployment D1.');
  expect(texts.slice(-2)).toEqual(['(deployment D1) deployment completed.', 'has reached a steady state.']);
  expect(liveTasks(state).map((task) => task.deploymentId)).toEqual([good, good]);
});

test('while it is rolled back the earlier deployment is in progress with the reason', () => {
  const steady = steadyCluster({
    desiredCount: 4,
    deploymentConfiguration: deploymentConfiguration({
      minimumHealthyPercent: 50,
    }),
  });
  const state = crashing(release(steady, minute), minute);
  expect(serviceNamed(state).deployments[0]).toMatchObject({
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${serviceNamed(steady).deployments[0]?.id}.`,
    failedTasks: expect.any(Number),
  });
});

test('the first deployment has nothing to roll back to: it is FAILED and launches nothing more', () => {
  const state = crashing(clusterWith(), 0);
  expect(rollouts(state)).toEqual([['PRIMARY', 'FAILED']]);
  expect(liveTasks(state)).toEqual([]);
  expect(plan(state, 3 * minute).effects).toEqual([]);
  expect(messages(state)).not.toContainEqual(expect.stringContaining('rolling back'));
});

test('without rollback the failed release stays and the earlier tasks go on', () => {
  const configuration = deploymentConfiguration({ circuitBreaker: { enable: true, rollback: false } });
  const state = crashing(release(steadyCluster({ deploymentConfiguration: configuration }), minute), minute);
  expect(rollouts(state)).toEqual([
    ['PRIMARY', 'FAILED'],
    ['ACTIVE', 'COMPLETED'],
  ]);
  expect(liveTasks(state)).toHaveLength(2);
});

test('without a circuit breaker a failing release is held back longer and longer, and says so once', () => {
  const configuration = deploymentConfiguration({ circuitBreaker: { enable: false, rollback: false } });
  const released = release(steadyCluster({ deploymentConfiguration: configuration }), minute);
  const first = crashing(released, minute);
  const [primary] = serviceNamed(first).deployments;
  expect(primary).toMatchObject({ rolloutState: 'IN_PROGRESS', throttledUntil: minute + 10_000 });
  expect(plan(first, minute).wakeAt).toBe(minute + 10_000);
  const second = crashing(first, minute + 10_000);
  expect(serviceNamed(second).deployments[0]?.throttledUntil).toBe(minute + 30_000);
  expect(messages(second).filter((text) => text.includes('unable to consistently'))).toEqual([
    'is unable to consistently start tasks successfully.',
  ]);
});

test('a back-off that is over is not waited for again', () => {
  const configuration = deploymentConfiguration({ circuitBreaker: { enable: false, rollback: false } });
  const failing = crashing(clusterWith({ deploymentConfiguration: configuration }), minute);
  expect(plan(failing, minute).wakeAt).toBe(minute + 10_000);
  for (const now of [minute + 10_000, minute + 11_000]) {
    const again = plan(failing, now);
    expect(again.effects.filter((effect) => effect.type === 'provisionTask')).toHaveLength(2);
    expect(again.wakeAt).toBeUndefined();
  }
});

test('a task whose revision is not known is left alone', () => {
  const state = { ...oblige(clusterWith(), 0), taskDefinitions: {} };
  expect(plan(state, 1000).effects).toEqual([]);
  expect(Object.values(plan(state, 1000).state.tasks)).toEqual(Object.values(state.tasks));
});

test('a task that cannot be started says why', () => {
  const provisioning = plan(clusterWith({ desiredCount: 1 }), 0).state;
  const [task] = liveTasks(provisioning);
  const reason = 'CannotPullContainerError: store:1: not found';
  const failed = plan(see(provisioning, 0, { type: 'taskFailedToStart', taskId: task?.id ?? '', reason }), 0);
  expect(failed.state.tasks[task?.id ?? '']).toMatchObject({
    stopCode: 'TaskFailedToStart',
    stoppedReason: reason,
  });
  expect(messages(failed.state)[1]).toBe(`was unable to place a task. Reason: ${reason}.`);
  expect(serviceNamed(failed.state).deployments[0]).toMatchObject({ failedTasks: 1, consecutiveFailures: 1 });
});

test('a release that never gets healthy is stopped task by task until the circuit breaker trips', () => {
  const steady = steadyCluster();
  const state = answer(release(steady, minute), minute, failingChecks);
  expect(rollouts(state)).toEqual([['PRIMARY', 'COMPLETED']]);
  expect(messages(state)).toContain(
    `(port 3000) is unhealthy in ${group} due to (reason Health checks failed with these codes: [502])`,
  );
  const reasons = Object.values(state.tasks).map((task) => task.stoppedReason);
  expect(
    reasons.filter((reason) => reason === `Task failed ELB health checks in ${group}`).length,
  ).toBeGreaterThan(2);
  expect(serviceNamed(state).history[0]).toMatchObject({ rolloutState: 'FAILED', failedTasks: 3 });
  expect(liveTasks(state).map((task) => task.createdAt)).toEqual([0, 0]);
});

test('an unhealthy task of a steady service is replaced first and then stopped', () => {
  const steady = steadyCluster();
  const [ailing] = liveTasks(steady);
  const begun = plan(see(steady, minute, target(ailing, 'unhealthy')), minute);
  expect(begun.effects.map((effect) => effect.type)).toEqual(['provisionTask']);
  expect(liveTasks(begun.state)).toHaveLength(3);
  const replaced = oblige(oblige(see(steady, minute, target(ailing, 'unhealthy')), minute), minute);
  expect(replaced.tasks[ailing?.id ?? '']).toMatchObject({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Task failed ELB health checks in ${group}`,
  });
  expect(messages(replaced).slice(-1)).toEqual(['has reached a steady state.']);
  expect(messages(replaced).filter((text) => text.includes('is unhealthy'))).toHaveLength(1);
});

test('a task that fails its container health check is replaced with that reason', () => {
  const checked = { containerDefinitions: [container({ healthCheck })] };
  const steady = steadyCluster({ loadBalancers: [] }, checked);
  const [ailing] = liveTasks(steady);
  const fact: Fact = {
    type: 'containerHealth',
    taskId: ailing?.id ?? '',
    container: 'web',
    health: 'UNHEALTHY',
  };
  const state = oblige(see(steady, minute, fact), minute);
  expect(state.tasks[ailing?.id ?? '']?.stoppedReason).toBe('Task failed container health checks');
  expect(messages(state)).toContainEqual(
    expect.stringMatching(/^\(task T\d\) failed container health checks\.$/),
  );
});

test('a target that recovers before its replacement is healthy is kept', () => {
  const steady = steadyCluster();
  const [ailing] = liveTasks(steady);
  const begun = plan(see(steady, minute, target(ailing, 'unhealthy')), minute).state;
  const recovered = oblige(see(begun, minute, target(ailing, 'healthy')), minute);
  expect(liveTasks(recovered).map((task) => task.id)).toContain(ailing?.id);
  expect(liveTasks(recovered)).toHaveLength(2);
});

test('the plan that sees it recover stops what would have replaced it', () => {
  const steady = steadyCluster();
  const [ailing] = liveTasks(steady);
  const begun = plan(see(steady, minute, target(ailing, 'unhealthy')), minute).state;
  const recovered = plan(see(begun, minute, target(ailing, 'healthy')), minute).state;
  expect(liveTasks(recovered).map((task) => task.createdAt)).toEqual([0, 0]);
});

test('a deployment that is stalled by its limits reports it once', () => {
  const configuration = deploymentConfiguration({ maximumPercent: 149 });
  const steady = steadyCluster({ deploymentConfiguration: configuration });
  const stalled = oblige(release(steady, minute), minute);
  const texts = messages(oblige(stalled, 2 * minute));
  expect(texts.filter((text) => text.includes('was unable to stop or start tasks'))).toHaveLength(1);
  expect(liveTasks(stalled).map((task) => task.createdAt)).toEqual([0, 0]);
});

test('room that is made for a stalled deployment lets it go on', () => {
  const configuration = deploymentConfiguration({ maximumPercent: 149 });
  const stalled = oblige(release(steadyCluster({ deploymentConfiguration: configuration }), minute), minute);
  const input = { service: 'web', deploymentConfiguration: deploymentConfiguration() };
  const roomy = oblige(accepted(updateService(stalled, input, 2 * minute)), 2 * minute);
  expect(rollouts(roomy)).toEqual([['PRIMARY', 'COMPLETED']]);
});

test('a new release supersedes the one in progress', () => {
  const first = plan(release(steadyCluster(), minute), minute).state;
  const second = oblige(release(first, 2 * minute), 2 * minute);
  expect(rollouts(second)).toEqual([['PRIMARY', 'COMPLETED']]);
  const [primary] = serviceNamed(second).deployments;
  expect(serviceNamed(second).history.map((one) => [one.rolloutState, one.supersededBy])).toEqual(
    expect.arrayContaining([
      ['IN_PROGRESS', primary?.id],
      ['COMPLETED', undefined],
    ]),
  );
});

const alarmed = deploymentConfiguration({
  alarms: { enable: true, rollback: true, alarmNames: ['errors'] },
});

test('an alarm rolls the deployment under way back', () => {
  const under = plan(release(steadyCluster({ deploymentConfiguration: alarmed }), minute), minute).state;
  const state = oblige(see(under, minute, { type: 'alarms', inAlarm: ['errors', 'other'] }), minute);
  expect(serviceNamed(state).history[0]).toMatchObject({
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment: alarm detected.',
    failedBy: 'ALARM',
  });
  expect(messages(state)).toContain('(deployment D2) deployment failed: alarm detected.');
  expect(rollouts(state)).toEqual([['PRIMARY', 'COMPLETED']]);
});

test('the plan that sees an alarm rolls back at once', () => {
  const under = plan(release(steadyCluster({ deploymentConfiguration: alarmed }), minute), minute).state;
  const { state } = plan(see(under, minute, { type: 'alarms', inAlarm: ['errors'] }), minute);
  expect(liveTasks(under)).toHaveLength(4);
  expect(liveTasks(state).map((task) => task.createdAt)).toEqual([0, 0]);
});

test('an alarm that was active at the start is ignored, and so is one of another service', () => {
  const steady = steadyCluster({ deploymentConfiguration: alarmed });
  const raised = see(steady, minute, { type: 'alarms', inAlarm: ['errors'] });
  const released = release(raised, minute);
  expect(serviceNamed(released).deployments[0]?.ignoredAlarms).toEqual(['errors']);
  expect(serviceNamed(oblige(released, minute)).history[0]?.rolloutState).toBe('COMPLETED');
  const other = see(plan(release(steady, minute), minute).state, minute, { type: 'alarms', inAlarm: ['x'] });
  expect(rollouts(oblige(other, minute))).toEqual([['PRIMARY', 'COMPLETED']]);
});

test('alarms that are switched off do nothing', () => {
  const off = deploymentConfiguration({ alarms: { enable: false, rollback: true, alarmNames: ['errors'] } });
  const under = plan(release(steadyCluster({ deploymentConfiguration: off }), minute), minute).state;
  const state = plan(see(under, minute, { type: 'alarms', inAlarm: ['errors'] }), minute).state;
  expect(rollouts(state)[0]).toEqual(['PRIMARY', 'IN_PROGRESS']);
});

test('scaling out starts tasks and scaling in stops them, within the same deployment', () => {
  const steady = steadyCluster();
  const out = oblige(accepted(updateService(steady, { service: 'web', desiredCount: 4 }, minute)), minute);
  expect(liveTasks(out)).toHaveLength(4);
  const back = oblige(accepted(updateService(out, { service: 'web', desiredCount: 1 }, minute)), minute);
  expect(liveTasks(back)).toHaveLength(1);
  expect(rollouts(back)).toEqual([['PRIMARY', 'COMPLETED']]);
  expect(serviceNamed(back).history).toEqual([]);
});

test('a deleted service drains and is INACTIVE once its tasks are gone', () => {
  const steady = steadyCluster();
  const deleted = accepted(deleteService(steady, { service: 'web', force: true }, minute));
  const draining = plan(deleted, minute).state;
  expect(serviceNamed(draining).status).toBe('DRAINING');
  const gone = oblige(deleted, minute);
  expect(serviceNamed(gone)).toMatchObject({ status: 'INACTIVE', deployments: [], desiredCount: 0 });
  expect(liveTasks(gone)).toEqual([]);
});

test('a one-off task runs to its end', () => {
  const cluster = clusterWith({ desiredCount: 0 });
  const asked = accepted(runTask(cluster, { taskDefinition: 'web' }, 0));
  const running = oblige(asked, 0);
  const [task] = liveTasks(running);
  expect(plan(asked, 0).effects).toEqual([{ type: 'provisionTask', taskId: task?.id }]);
  expect(task).toMatchObject({ lastStatus: 'RUNNING', group: 'family:web', targets: [] });
  const ended = oblige(see(running, minute, exit(task, 0)), minute);
  expect(ended.tasks[task?.id ?? '']).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedAt: minute,
    containers: [{ exitCode: 0 }],
  });
});

test('a stopped task is forgotten after an hour', () => {
  const running = oblige(
    accepted(runTask(clusterWith({ desiredCount: 0 }), { taskDefinition: 'web' }, 0)),
    0,
  );
  const ended = oblige(see(running, minute, exit(liveTasks(running)[0], 0)), minute);
  expect(plan(ended, minute).wakeAt).toBe(61 * minute);
  expect(Object.keys(plan(ended, 61 * minute - 1).state.tasks)).toHaveLength(1);
  expect(plan(ended, 61 * minute).state.tasks).toEqual({});
});

test('setting the clock back restarts no timer', () => {
  const running = oblige(clusterWith({ loadBalancers: [] }), 100 * minute);
  const setBack = plan(running, 0);
  expect(setBack.wakeAt).toBe(40_000);
  expect(rollouts(plan(setBack.state, 40_000).state)).toEqual([['PRIMARY', 'COMPLETED']]);
});

test('the newest 100 events are kept', () => {
  let state = steadyCluster({ desiredCount: 1 });
  for (let round = 1; round < 60; round += 1) {
    state = oblige(see(state, round * minute, exit(liveTasks(state)[0])), round * minute);
  }
  expect(serviceNamed(state).events).toHaveLength(100);
  expect(serviceNamed(state).events[0]?.message).toBe('(service web) has reached a steady state.');
});

test('at most 20 ended deployments are kept, the last completed one among them', () => {
  const configuration = deploymentConfiguration({ circuitBreaker: { enable: true, rollback: false } });
  let state = steadyCluster({ deploymentConfiguration: configuration, desiredCount: 0 });
  state = accepted(updateService(state, { service: 'web', desiredCount: 1 }, 0));
  for (let round = 1; round < 25; round += 1)
    state = crashing(release(state, round * minute), round * minute);
  const { history } = serviceNamed(state);
  expect(history).toHaveLength(20);
  expect(history.filter((one) => one.completedAt !== undefined)).toHaveLength(1);
});

const protectedBy = (state: ClusterState, tasks: readonly TaskState[], minutes: number, now: number) =>
  accepted(
    updateTaskProtection(
      state,
      { tasks: tasks.map(({ id }) => id), protectionEnabled: true, expiresInMinutes: minutes },
      now,
    ),
  );

test('a scale-in drains the youngest task before its containers get the signal, and says why', () => {
  const steady = steadyCluster();
  const grown = oblige(accepted(updateService(steady, { service: 'web', desiredCount: 3 }, minute)), minute);
  const [, , youngest] = liveTasks(grown);
  const asked = accepted(updateService(grown, { service: 'web', desiredCount: 2 }, 2 * minute));
  const { state, effects } = plan(asked, 2 * minute);
  const id = youngest?.id ?? '';
  expect(effects).toEqual([{ type: 'deregisterTarget', taskId: id, targetGroup: 'WebTargets' }]);
  expect(state.tasks[id]).toMatchObject({
    lastStatus: 'DEACTIVATING',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Scaling activity initiated by (deployment ${serviceNamed(state).deployments[0]?.id})`,
  });
  expect(plan(state, 2 * minute + 1).effects).toEqual([]);
  const drained = see(state, 3 * minute, { type: 'targetDrained', taskId: id, targetGroup: 'WebTargets' });
  expect(plan(drained, 3 * minute).effects).toEqual([
    { type: 'signalContainer', taskId: id, container: 'web' },
  ]);
  expect(messages(oblige(drained, 3 * minute)).slice(-4)).toEqual([
    `deregistered 1 targets in ${group}`,
    'has begun draining connections on 1 tasks.',
    'has stopped 1 running tasks: (task T3).',
    'has reached a steady state.',
  ]);
});

test('a protected task outlasts a scale-in until its protection ends, which wakes the scheduler', () => {
  const steady = steadyCluster();
  const guarded = protectedBy(steady, liveTasks(steady), 5, minute);
  const shrunk = accepted(updateService(guarded, { service: 'web', desiredCount: 1 }, minute));
  const held = oblige(shrunk, minute);
  expect(liveTasks(held)).toHaveLength(2);
  const primary = serviceNamed(held).deployments[0]?.id;
  expect(serviceNamed(held).events[0]?.message).toBe(
    `(service web, taskSet ${primary}) was unable to scale in due to (reason 2 tasks under protection)`,
  );
  expect(serviceNamed(held)).toMatchObject({ steady: false, heldByProtection: [primary] });
  expect(plan(held, minute).wakeAt).toBe(6 * minute);
  expect(liveTasks(plan(held, 6 * minute - 1).state)).toHaveLength(2);
  const over = oblige(held, 6 * minute);
  expect(liveTasks(over)).toHaveLength(1);
  expect(liveTasks(over)[0]).not.toHaveProperty('protectedUntil');
  expect(serviceNamed(over)).toMatchObject({ steady: true });
  expect(plan(over, 6 * minute).wakeAt).toBe(66 * minute);
});

test('the end of a protection stops no task that is needed', () => {
  const steady = steadyCluster();
  const guarded = oblige(protectedBy(steady, liveTasks(steady), 5, minute), minute);
  expect(plan(guarded, minute).wakeAt).toBe(6 * minute);
  const { state, effects, wakeAt } = plan(guarded, 6 * minute);
  expect([effects, wakeAt]).toEqual([[], undefined]);
  expect(liveTasks(state).map(({ protectedUntil }) => protectedUntil)).toEqual([undefined, undefined]);
});

test('a protected task keeps a deployment from completing until its protection ends', () => {
  const steady = steadyCluster();
  const [kept] = liveTasks(steady);
  const guarded = protectedBy(steady, liveTasks(steady).slice(0, 1), 60, minute);
  const held = oblige(release(guarded, minute), minute);
  expect(rollouts(held)).toEqual([
    ['PRIMARY', 'IN_PROGRESS'],
    ['ACTIVE', 'COMPLETED'],
  ]);
  expect(liveTasks(held)).toHaveLength(3);
  expect(messages(held)).toContain(
    'was unable to reach steady state because (taskSet D1) was unable to scale in due to (reason 1 tasks under protection)',
  );
  const change = { tasks: [kept?.id ?? ''], protectionEnabled: false };
  const freed = oblige(accepted(updateTaskProtection(held, change, 2 * minute)), 2 * minute);
  expect(rollouts(freed)).toEqual([['PRIMARY', 'COMPLETED']]);
  expect(liveTasks(freed)).toHaveLength(2);
});

test('a protected task that exits or is stopped is replaced like any other', () => {
  const steady = steadyCluster();
  const guarded = protectedBy(steady, liveTasks(steady), 60, minute);
  const [first, second] = liveTasks(guarded);
  const stopped = accepted(stopTask(guarded, { task: first?.id ?? '' }, minute));
  const replaced = oblige(see(stopped, minute, exit(second)), minute);
  const ids = liveTasks(replaced).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(ids).not.toContain(first?.id);
  expect(ids).not.toContain(second?.id);
});

test('scaling out during a rollout starts tasks of the new deployment, which completes', () => {
  const under = plan(release(steadyCluster(), minute), minute).state;
  const grown = accepted(updateService(under, { service: 'web', desiredCount: 4 }, minute));
  const done = oblige(grown, minute);
  const [primary] = serviceNamed(done).deployments;
  expect(primary).toMatchObject({ rolloutState: 'COMPLETED', desiredCount: 4 });
  expect(liveTasks(done).map(({ deploymentId }) => deploymentId)).toEqual(Array(4).fill(primary?.id));
});

test('scaling in during a rollout stops tasks of both deployments, and keeps the healthy ones', () => {
  const steady = steadyCluster({ desiredCount: 4 });
  const under = plan(release(steady, minute), minute).state;
  expect(liveTasks(under)).toHaveLength(8);
  const { state } = plan(accepted(updateService(under, { service: 'web', desiredCount: 1 }, minute)), minute);
  expect(liveTasks(state).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'PROVISIONING']);
  const done = oblige(state, minute);
  expect(rollouts(done)).toEqual([['PRIMARY', 'COMPLETED']]);
  expect(liveTasks(done)).toHaveLength(1);
});

test('a time scale shortens the grace period that a plan uses, and nothing in the state', () => {
  const steady = steadyCluster({ healthCheckGracePeriodSeconds: 600 });
  const ailing = see(steady, minute, target(liveTasks(steady)[0], 'unhealthy'));
  expect(plan(ailing, minute)).toMatchObject({ effects: [], wakeAt: 10 * minute });
  const shortened = plan(ailing, minute, { timeScale: 10 });
  expect(shortened.effects).toMatchObject([{ type: 'provisionTask' }]);
  expect(serviceNamed(shortened.state).healthCheckGracePeriodSeconds).toBe(600);
});

test('a cap shortens the grace period that a plan uses, and nothing in the state', () => {
  const steady = steadyCluster({ healthCheckGracePeriodSeconds: 600 });
  const ailing = see(steady, minute, target(liveTasks(steady)[0], 'unhealthy'));
  const capped = plan(ailing, minute, { longestGraceSeconds: 45 });
  expect(capped.effects).toMatchObject([{ type: 'provisionTask' }]);
  expect(serviceNamed(capped.state).healthCheckGracePeriodSeconds).toBe(600);
});
