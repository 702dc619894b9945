import { expect, test } from 'vitest';
import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import type { AssessedTask } from '../observe/assessed-task.ts';
import type { TaskHealth } from '../task/task-health.ts';
import { clusterWith, deploymentConfiguration, serviceNamed } from '../testing/cluster-fixtures.ts';
import { runningTask, taskState } from '../testing/task-fixtures.ts';
import { decideStep } from './deployment-step.ts';

const healths: Record<'steady' | 'pending' | 'unhealthy', TaskHealth> = {
  steady: { kind: 'steady' },
  pending: { kind: 'pending' },
  unhealthy: { kind: 'unhealthy', cause: { kind: 'container' } },
};

let count = 0;

/** A task of the PRIMARY deployment (`n`ew) or of the one before it (`o`ld). */
function assessed(
  which: 'n' | 'o',
  kind: keyof typeof healths,
  changes: Partial<AssessedTask['task']> = {},
): AssessedTask {
  count += 1;
  const id = `${which}${count}`;
  const deploymentId = which === 'n' ? 'new' : 'old';
  const shared = { id, deploymentId, createdAt: count };
  const task =
    kind === 'pending'
      ? taskState({ ...shared, ...changes })
      : runningTask({ ...shared, healthyAt: 1, ...changes });
  return { task, health: healths[kind], isCurrent: which === 'n' };
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

function decide(of: ServiceState, live: readonly AssessedTask[], now = 0) {
  const step = decideStep(of, live, now);
  return { starts: step.starts, stops: step.stops.map((stop) => stop.task.id), isStalled: step.isStalled };
}

const nothing = { starts: 0, stops: [], isStalled: false };

test('a new service starts its tasks at once', () => {
  expect(decide(service(3, [100, 200]), [])).toEqual({ ...nothing, starts: 3 });
});

test('a service at its desired count does nothing', () => {
  expect(decide(service(2, [100, 200]), [assessed('n', 'steady'), assessed('n', 'pending')])).toEqual(
    nothing,
  );
});

test('at 100 and 200 percent all new tasks start and no healthy old one stops before they are healthy', () => {
  const old = [assessed('o', 'steady'), assessed('o', 'steady')];
  expect(decide(service(2, [100, 200]), old)).toEqual({ ...nothing, starts: 2 });
  const pending = [...old, assessed('n', 'pending'), assessed('n', 'pending')];
  expect(decide(service(2, [100, 200]), pending)).toEqual(nothing);
});

test('each healthy new task lets one old one go, the newest first', () => {
  const [first, second] = [assessed('o', 'steady'), assessed('o', 'steady')];
  const live = [first, second, assessed('n', 'steady'), assessed('n', 'pending')];
  expect(decide(service(2, [100, 200]), live)).toEqual({ ...nothing, stops: [second.task.id] });
});

test('below 100 percent old tasks stop at once, down to the floor', () => {
  const old = [1, 2, 3, 4].map(() => assessed('o', 'steady'));
  expect(decide(service(4, [50, 100]), old)).toEqual({
    ...nothing,
    stops: [old[3]?.task.id, old[2]?.task.id],
  });
  expect(decide(service(4, [50, 100]), old.slice(0, 2))).toEqual({ ...nothing, starts: 2 });
  expect(decide(service(3, [50, 100]), old.slice(0, 2))).toEqual({ ...nothing, starts: 1 });
});

test('the ceiling bounds what starts', () => {
  const old = [1, 2, 3, 4].map(() => assessed('o', 'steady'));
  expect(decide(service(4, [100, 125]), old)).toEqual({ ...nothing, starts: 1 });
});

test('limits that leave no room stall the deployment', () => {
  expect(decide(service(1, [100, 150]), [assessed('o', 'steady')])).toEqual({ ...nothing, isStalled: true });
  const live = [assessed('o', 'steady'), assessed('o', 'steady')];
  expect(decide(service(2, [100, 100]), live)).toEqual({ ...nothing, isStalled: true });
});

test('a deployment whose own task is on its way is not stalled', () => {
  const live = [assessed('o', 'steady'), assessed('n', 'pending')];
  expect(decide(service(2, [100, 100]), live)).toEqual(nothing);
});

test('old tasks that never got healthy go at once', () => {
  const never = assessed('o', 'pending');
  expect(decide(service(1, [100, 200]), [never])).toEqual({
    ...nothing,
    starts: 1,
    stops: [never.task.id],
  });
});

test('an old task that never got healthy is stopped once, however many others run', () => {
  const never = assessed('o', 'pending');
  const live = [never, assessed('n', 'steady'), assessed('n', 'steady')];
  expect(decide(service(2, [50, 200]), live)).toEqual({ ...nothing, stops: [never.task.id] });
});

test('an old task that has become unhealthy is stopped while enough others run', () => {
  const ailing = assessed('o', 'unhealthy');
  const other = assessed('o', 'steady');
  expect(decide(service(2, [100, 200]), [ailing, other, assessed('n', 'pending')])).toMatchObject({
    stops: [],
  });
  expect(
    decide(service(2, [100, 200]), [ailing, other, assessed('n', 'steady'), assessed('n', 'steady')]),
  ).toMatchObject({ stops: [ailing.task.id, other.task.id] });
});

test('scale-in stops what is not healthy yet before what is, the newest first', () => {
  const healthy = [assessed('n', 'steady'), assessed('n', 'steady'), assessed('n', 'steady')];
  const starting = assessed('n', 'pending');
  expect(decide(service(2, [100, 200]), [...healthy, starting])).toEqual({
    ...nothing,
    stops: [starting.task.id, healthy[2]?.task.id],
  });
  expect(decide(service(0, [100, 200]), healthy).stops).toHaveLength(3);
});

test('an unhealthy task gets a replacement before it goes', () => {
  const live = [assessed('n', 'steady'), assessed('n', 'unhealthy')];
  expect(decide(service(2, [100, 200]), live)).toEqual({ ...nothing, starts: 1 });
  expect(decide(service(2, [100, 200]), [...live, assessed('n', 'pending')])).toEqual(nothing);
});

test('an unhealthy task goes when its replacement is healthy, or unhealthy in its turn', () => {
  const [steady, first] = [assessed('n', 'steady'), assessed('n', 'unhealthy')];
  const replaced = [steady, first, assessed('n', 'steady')];
  expect(decide(service(2, [100, 200]), replaced)).toEqual({ ...nothing, stops: [first.task.id] });
  const second = assessed('n', 'unhealthy');
  expect(decide(service(2, [100, 200]), [steady, first, second])).toEqual({
    starts: 1,
    stops: [first.task.id],
    isStalled: false,
  });
});

test('where the ceiling leaves no room, unhealthy tasks are stopped one by one', () => {
  const [first, second] = [assessed('n', 'unhealthy'), assessed('n', 'unhealthy')];
  expect(decide(service(2, [100, 100]), [first, second])).toEqual({ ...nothing, stops: [first.task.id] });
  expect(decide(service(2, [100, 100]), [second])).toEqual({ ...nothing, starts: 1 });
  expect(decide(service(2, [100, 100]), [second, assessed('n', 'pending')])).toEqual(nothing);
});

test('an old unhealthy task makes room where there is none', () => {
  const [ailing, steady] = [assessed('o', 'unhealthy'), assessed('o', 'steady')];
  expect(decide(service(2, [100, 100]), [ailing, steady])).toEqual({
    ...nothing,
    stops: [ailing.task.id],
  });
});

test('a lowered ceiling takes unhealthy tasks whose replacement has not come', () => {
  const ailing = assessed('n', 'unhealthy');
  const live = [assessed('n', 'steady'), ailing, assessed('n', 'pending')];
  expect(decide(service(2, [100, 100]), live)).toEqual({ ...nothing, stops: [ailing.task.id] });
});

test('a lowered ceiling takes no healthy task of the new deployment with the unhealthy ones', () => {
  const ailing = assessed('n', 'unhealthy');
  const old = [assessed('o', 'steady'), assessed('o', 'steady')];
  const live = [assessed('n', 'steady'), assessed('n', 'steady'), ailing, ...old];
  expect(decide(service(2, [100, 101]), live).stops).toEqual([
    ailing.task.id,
    old[1]?.task.id,
    old[0]?.task.id,
  ]);
});

test('scale-in beside unhealthy tasks takes of these only those that are replaced', () => {
  const [first, second] = [assessed('n', 'unhealthy'), assessed('n', 'unhealthy')];
  const [pending, newest] = [assessed('n', 'pending'), assessed('n', 'pending')];
  const live = [first, second, assessed('n', 'steady'), pending, newest];
  expect(decide(service(2, [100, 200]), live)).toEqual({
    ...nothing,
    stops: [newest.task.id, first.task.id],
  });
});

test('nothing starts and nothing is given up for it while the back-off lasts', () => {
  const held = service(2, [100, 100], { throttledUntil: 5000 });
  expect(decide(held, [], 4999)).toEqual(nothing);
  expect(decide(held, [assessed('n', 'unhealthy'), assessed('n', 'unhealthy')], 4999)).toEqual(nothing);
  expect(decide(held, [], 5000)).toEqual({ ...nothing, starts: 2 });
});

test('a failed deployment starts nothing and stops only what exceeds the desired count', () => {
  const failed = service(2, [100, 200], { rolloutState: 'FAILED' });
  const old = [assessed('o', 'steady'), assessed('o', 'steady')];
  expect(decide(failed, old)).toEqual(nothing);
  expect(decide(failed, old.slice(0, 1))).toEqual(nothing);
  const [ailing, own] = [assessed('n', 'unhealthy'), assessed('n', 'steady')];
  expect(decide(failed, [...old, ailing, own])).toEqual({
    ...nothing,
    stops: [ailing.task.id, own.task.id],
  });
  const [weak, first, second] = [assessed('n', 'pending'), assessed('n', 'steady'), assessed('n', 'steady')];
  expect(decide(failed, [...old.slice(0, 1), weak, first, second]).stops).toEqual([
    weak.task.id,
    second.task.id,
  ]);
  const drained = { ...failed, desiredCount: 0 };
  expect(decide(drained, [...old, own]).stops).toEqual([own.task.id, old[1]?.task.id, old[0]?.task.id]);
});

const until = { protectedUntil: 9e9 };

test('scale-in leaves protected tasks alone and stops others in their place', () => {
  const [first, second] = [assessed('n', 'steady'), assessed('n', 'steady', until)];
  expect(decide(service(1, [100, 200]), [first, second])).toEqual({ ...nothing, stops: [first.task.id] });
  const third = assessed('n', 'steady', until);
  const step = decideStep(service(1, [100, 200]), [second, third], 0);
  expect([step.stops, step.held]).toEqual([[], ['new']]);
});

test('a deployment leaves protected tasks alone, and they count towards the ceiling', () => {
  const old = [assessed('o', 'steady', until), assessed('o', 'steady')];
  const live = [...old, assessed('n', 'steady'), assessed('n', 'steady')];
  const step = decideStep(service(2, [100, 200]), live, 0);
  expect(step.stops.map(({ task }) => task.id)).toEqual([old[1]?.task.id]);
  expect(step.held).toEqual(['old']);
  const full = [assessed('o', 'steady', until), assessed('o', 'steady', until)];
  expect(decideStep(service(2, [50, 100]), full, 0)).toEqual({ ...nothing, isStalled: true, held: ['old'] });
});

test('protected tasks that would stay anyway hold nothing up', () => {
  const old = [assessed('o', 'steady', until), assessed('o', 'steady', until)];
  const live = [...old, assessed('n', 'pending'), assessed('n', 'pending')];
  expect(decideStep(service(2, [100, 200]), live, 0)).toEqual({ ...nothing, held: [] });
});

test('while a protected task is not healthy yet, scale-in keeps the healthy ones that the floor requires', () => {
  const [healthy, starting] = [assessed('n', 'steady'), assessed('n', 'pending', until)];
  expect(decideStep(service(1, [100, 200]), [healthy, starting], 0)).toEqual({ ...nothing, held: ['new'] });
  const failed = service(1, [100, 200], { rolloutState: 'FAILED' });
  expect(decideStep(failed, [healthy, starting], 0)).toEqual({ ...nothing, held: ['new'] });
  expect(decide(service(1, [0, 200]), [healthy, starting])).toEqual({ ...nothing, stops: [healthy.task.id] });
});

test('an unhealthy task is replaced although it is protected', () => {
  const ailing = assessed('n', 'unhealthy', until);
  const live = [assessed('n', 'steady'), assessed('n', 'steady'), ailing];
  expect(decide(service(2, [100, 200]), live)).toEqual({ ...nothing, stops: [ailing.task.id] });
});

test('a failed deployment stops no protected task, not even to make room', () => {
  const failed = service(1, [100, 200], { rolloutState: 'FAILED' });
  const [old, own] = [assessed('o', 'steady'), assessed('n', 'steady', until)];
  expect(decide(failed, [old, own])).toEqual({ ...nothing, stops: [old.task.id] });
  const starting = assessed('o', 'pending', until);
  const blocked = service(2, [100, 100]);
  expect(decide(blocked, [starting, assessed('o', 'steady')])).toEqual({ ...nothing, isStalled: true });
});

test('a service that is being deleted keeps no protected task', () => {
  const draining: ServiceState = { ...service(0, [100, 200]), status: 'DRAINING' };
  const kept = assessed('n', 'steady', until);
  expect(decide(draining, [kept])).toEqual({ ...nothing, stops: [kept.task.id] });
});

test('a desired count that shrinks during a rollout is followed by both deployments', () => {
  const old = [1, 2, 3, 4].map(() => assessed('o', 'steady'));
  const fresh = [1, 2, 3, 4].map(() => assessed('n', 'pending'));
  expect(decide(service(2, [100, 200]), [...old, ...fresh])).toEqual({
    ...nothing,
    stops: [fresh[3], fresh[2], old[3], old[2]].map((one) => one?.task.id),
  });
});

test('a desired count that grows during a rollout is met by the new deployment alone', () => {
  const old = [assessed('o', 'steady'), assessed('o', 'steady')];
  const fresh = [assessed('n', 'pending'), assessed('n', 'pending')];
  expect(decide(service(5, [100, 200]), [...old, ...fresh])).toEqual({ ...nothing, starts: 3 });
});

test('a service without a deployment keeps no task', () => {
  const stray = assessed('o', 'steady');
  expect(decide({ ...service(2, [100, 200]), deployments: [] }, [stray])).toEqual({
    ...nothing,
    stops: [stray.task.id],
  });
});
