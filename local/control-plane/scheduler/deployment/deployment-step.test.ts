import { expect, test } from 'vitest';
import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import type { JudgedTask } from '../observe/judged-task.ts';
import type { TaskStanding } from '../task/task-health.ts';
import { clusterWith, deploymentConfiguration, serviceNamed } from '../testing/cluster-fixtures.ts';
import { runningTask, taskState } from '../testing/task-fixtures.ts';
import { decideStep } from './deployment-step.ts';

const standings: Record<'steady' | 'pending' | 'unhealthy', TaskStanding> = {
  steady: { kind: 'steady' },
  pending: { kind: 'pending' },
  unhealthy: { kind: 'unhealthy', cause: { kind: 'container' } },
};

let count = 0;

/** A task of the PRIMARY deployment (`n`ew) or of the one before it (`o`ld). */
function judged(
  which: 'n' | 'o',
  kind: keyof typeof standings,
  changes: Partial<JudgedTask['task']> = {},
): JudgedTask {
  count += 1;
  const id = `${which}${count}`;
  const deploymentId = which === 'n' ? 'new' : 'old';
  const shared = { id, deploymentId, createdAt: count };
  const task =
    kind === 'pending'
      ? taskState({ ...shared, ...changes })
      : runningTask({ ...shared, healthyAt: 1, ...changes });
  return { task, standing: standings[kind], isCurrent: which === 'n' };
}

function service(
  desiredCount: number,
  [minimumHealthyPercent, maximumPercent]: readonly [number, number],
  primary: Partial<DeploymentState> = {},
): ServiceState {
  const base = serviceNamed(clusterWith());
  const [deployment] = base.deployments;
  if (deployment === undefined) throw new Error('a service begins with a deployment');
  return {
    ...base,
    desiredCount,
    deploymentConfiguration: deploymentConfiguration({ minimumHealthyPercent, maximumPercent }),
    deployments: [
      { ...deployment, id: 'new', ...primary },
      { ...deployment, id: 'old', status: 'ACTIVE' },
    ],
  };
}

function decide(of: ServiceState, live: readonly JudgedTask[], now = 0) {
  const step = decideStep(of, live, now);
  return { starts: step.starts, stops: step.stops.map((stop) => stop.task.id), isStalled: step.isStalled };
}

const nothing = { starts: 0, stops: [], isStalled: false };

test('a new service starts its tasks at once', () => {
  expect(decide(service(3, [100, 200]), [])).toEqual({ ...nothing, starts: 3 });
});

test('a service at its desired count does nothing', () => {
  expect(decide(service(2, [100, 200]), [judged('n', 'steady'), judged('n', 'pending')])).toEqual(nothing);
});

test('at 100 and 200 percent all new tasks start and no healthy old one stops before they are healthy', () => {
  const old = [judged('o', 'steady'), judged('o', 'steady')];
  expect(decide(service(2, [100, 200]), old)).toEqual({ ...nothing, starts: 2 });
  const pending = [...old, judged('n', 'pending'), judged('n', 'pending')];
  expect(decide(service(2, [100, 200]), pending)).toEqual(nothing);
});

test('each healthy new task lets one old one go, the newest first', () => {
  const [first, second] = [judged('o', 'steady'), judged('o', 'steady')];
  const live = [first, second, judged('n', 'steady'), judged('n', 'pending')];
  expect(decide(service(2, [100, 200]), live)).toEqual({ ...nothing, stops: [second.task.id] });
});

test('below 100 percent old tasks stop at once, down to the floor', () => {
  const old = [1, 2, 3, 4].map(() => judged('o', 'steady'));
  expect(decide(service(4, [50, 100]), old)).toEqual({
    ...nothing,
    stops: [old[3]?.task.id, old[2]?.task.id],
  });
  expect(decide(service(4, [50, 100]), old.slice(0, 2))).toEqual({ ...nothing, starts: 2 });
  expect(decide(service(3, [50, 100]), old.slice(0, 2))).toEqual({ ...nothing, starts: 1 });
});

test('the ceiling bounds what starts', () => {
  const old = [1, 2, 3, 4].map(() => judged('o', 'steady'));
  expect(decide(service(4, [100, 125]), old)).toEqual({ ...nothing, starts: 1 });
});

test('limits that leave no room stall the deployment', () => {
  expect(decide(service(1, [100, 150]), [judged('o', 'steady')])).toEqual({ ...nothing, isStalled: true });
  const live = [judged('o', 'steady'), judged('o', 'steady')];
  expect(decide(service(2, [100, 100]), live)).toEqual({ ...nothing, isStalled: true });
});

test('a deployment whose own task is on its way is not stalled', () => {
  const live = [judged('o', 'steady'), judged('n', 'pending')];
  expect(decide(service(2, [100, 100]), live)).toEqual(nothing);
});

test('old tasks that never got healthy go at once', () => {
  const never = judged('o', 'pending');
  expect(decide(service(1, [100, 200]), [never])).toEqual({
    ...nothing,
    starts: 1,
    stops: [never.task.id],
  });
});

test('an old task that never got healthy is stopped once, however many others run', () => {
  const never = judged('o', 'pending');
  const live = [never, judged('n', 'steady'), judged('n', 'steady')];
  expect(decide(service(2, [50, 200]), live)).toEqual({ ...nothing, stops: [never.task.id] });
});

test('an old task that was healthy and ails goes while enough others run', () => {
  const ailing = judged('o', 'unhealthy');
  const other = judged('o', 'steady');
  expect(decide(service(2, [100, 200]), [ailing, other, judged('n', 'pending')])).toMatchObject({
    stops: [],
  });
  expect(
    decide(service(2, [100, 200]), [ailing, other, judged('n', 'steady'), judged('n', 'steady')]),
  ).toMatchObject({ stops: [ailing.task.id, other.task.id] });
});

test('scale-in stops what is not healthy yet before what is, the newest first', () => {
  const healthy = [judged('n', 'steady'), judged('n', 'steady'), judged('n', 'steady')];
  const starting = judged('n', 'pending');
  expect(decide(service(2, [100, 200]), [...healthy, starting])).toEqual({
    ...nothing,
    stops: [starting.task.id, healthy[2]?.task.id],
  });
  expect(decide(service(0, [100, 200]), healthy).stops).toHaveLength(3);
});

test('an unhealthy task gets a replacement before it goes', () => {
  const live = [judged('n', 'steady'), judged('n', 'unhealthy')];
  expect(decide(service(2, [100, 200]), live)).toEqual({ ...nothing, starts: 1 });
  expect(decide(service(2, [100, 200]), [...live, judged('n', 'pending')])).toEqual(nothing);
});

test('an unhealthy task goes when its replacement is healthy, or unhealthy in its turn', () => {
  const [steady, first] = [judged('n', 'steady'), judged('n', 'unhealthy')];
  const replaced = [steady, first, judged('n', 'steady')];
  expect(decide(service(2, [100, 200]), replaced)).toEqual({ ...nothing, stops: [first.task.id] });
  const second = judged('n', 'unhealthy');
  expect(decide(service(2, [100, 200]), [steady, first, second])).toEqual({
    starts: 1,
    stops: [first.task.id],
    isStalled: false,
  });
});

test('where the ceiling leaves no room unhealthy tasks go one by one', () => {
  const [first, second] = [judged('n', 'unhealthy'), judged('n', 'unhealthy')];
  expect(decide(service(2, [100, 100]), [first, second])).toEqual({ ...nothing, stops: [first.task.id] });
  expect(decide(service(2, [100, 100]), [second])).toEqual({ ...nothing, starts: 1 });
  expect(decide(service(2, [100, 100]), [second, judged('n', 'pending')])).toEqual(nothing);
});

test('an old unhealthy task makes room where there is none', () => {
  const [ailing, steady] = [judged('o', 'unhealthy'), judged('o', 'steady')];
  expect(decide(service(2, [100, 100]), [ailing, steady])).toEqual({
    ...nothing,
    stops: [ailing.task.id],
  });
});

test('a lowered ceiling takes unhealthy tasks whose replacement has not come', () => {
  const ailing = judged('n', 'unhealthy');
  const live = [judged('n', 'steady'), ailing, judged('n', 'pending')];
  expect(decide(service(2, [100, 100]), live)).toEqual({ ...nothing, stops: [ailing.task.id] });
});

test('a lowered ceiling takes no healthy task of the new deployment with the unhealthy ones', () => {
  const ailing = judged('n', 'unhealthy');
  const old = [judged('o', 'steady'), judged('o', 'steady')];
  const live = [judged('n', 'steady'), judged('n', 'steady'), ailing, ...old];
  expect(decide(service(2, [100, 101]), live).stops).toEqual([
    ailing.task.id,
    old[1]?.task.id,
    old[0]?.task.id,
  ]);
});

test('scale-in beside unhealthy tasks takes of these only those that are replaced', () => {
  const [first, second] = [judged('n', 'unhealthy'), judged('n', 'unhealthy')];
  const [pending, newest] = [judged('n', 'pending'), judged('n', 'pending')];
  const live = [first, second, judged('n', 'steady'), pending, newest];
  expect(decide(service(2, [100, 200]), live)).toEqual({
    ...nothing,
    stops: [newest.task.id, first.task.id],
  });
});

test('nothing starts and nothing is given up for it while the back-off lasts', () => {
  const held = service(2, [100, 100], { throttledUntil: 5000 });
  expect(decide(held, [], 4999)).toEqual(nothing);
  expect(decide(held, [judged('n', 'unhealthy'), judged('n', 'unhealthy')], 4999)).toEqual(nothing);
  expect(decide(held, [], 5000)).toEqual({ ...nothing, starts: 2 });
});

test('a failed deployment starts nothing and stops only what exceeds the desired count', () => {
  const failed = service(2, [100, 200], { rolloutState: 'FAILED' });
  const old = [judged('o', 'steady'), judged('o', 'steady')];
  expect(decide(failed, old)).toEqual(nothing);
  expect(decide(failed, old.slice(0, 1))).toEqual(nothing);
  const [ailing, own] = [judged('n', 'unhealthy'), judged('n', 'steady')];
  expect(decide(failed, [...old, ailing, own])).toEqual({
    ...nothing,
    stops: [ailing.task.id, own.task.id],
  });
  const [weak, first, second] = [judged('n', 'pending'), judged('n', 'steady'), judged('n', 'steady')];
  expect(decide(failed, [...old.slice(0, 1), weak, first, second]).stops).toEqual([
    weak.task.id,
    second.task.id,
  ]);
  const drained = { ...failed, desiredCount: 0 };
  expect(decide(drained, [...old, own]).stops).toEqual([own.task.id, old[1]?.task.id, old[0]?.task.id]);
});

test('a service without a deployment keeps no task', () => {
  const stray = judged('o', 'steady');
  expect(decide({ ...service(2, [100, 200]), deployments: [] }, [stray])).toEqual({
    ...nothing,
    stops: [stray.task.id],
  });
});
