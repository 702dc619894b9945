import { expect, test } from 'vitest';
import { deployment, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { rememberSettled, settledPlan } from './settled-services.ts';

const task = runningTask();
const world = testWorld();

function remembered(dueAt?: number) {
  const snapshot = { service: serviceWith([deployment('new')]), tasks: [task] };
  rememberSettled({ snapshot, effects: [], dueAt }, world);
  return snapshot;
}

test('a service that was settled is so while nothing about it changes', () => {
  const snapshot = remembered();
  expect(settledPlan(snapshot, world)).toEqual({ snapshot, effects: [] });
  const again = { ...snapshot, tasks: [task] };
  expect(settledPlan(again, { ...world, now: 9e9 })).toEqual({ snapshot: again, effects: [] });
});

test('it is looked at again when it is due', () => {
  const snapshot = remembered(5000);
  expect(settledPlan(snapshot, { ...world, now: 4999 })).toStrictEqual({
    snapshot,
    effects: [],
    dueAt: 5000,
  });
  expect(settledPlan(snapshot, { ...world, now: 5000 })).toBeUndefined();
});

test('it is looked at again when it or a task of it is another value', () => {
  const { service, tasks } = remembered();
  expect(settledPlan({ service: { ...service }, tasks }, world)).toBeUndefined();
  expect(settledPlan({ service, tasks: [{ ...task }] }, world)).toBeUndefined();
  expect(settledPlan({ service, tasks: [] }, world)).toBeUndefined();
  expect(settledPlan({ service, tasks: [task, task] }, world)).toBeUndefined();
});

test('it is looked at again when what it is assessed by is another value, or the time is earlier', () => {
  const snapshot = remembered();
  for (const change of [
    { clusterName: 'other' },
    { inAlarm: ['a'] },
    { timeScale: 10 },
    { longestGraceSeconds: 20 },
    { targetGroups: {} },
    { taskDefinitions: {} },
    { now: world.now - 1 },
  ]) {
    expect(settledPlan(snapshot, { ...world, ...change })).toBeUndefined();
  }
});
