import { expect, test } from 'vitest';
import { deployment, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { rememberSettled, settledPlan } from './settled-services.ts';

const task = runningTask();
const world = testWorld();

function remembered(dueAt?: number) {
  const situation = { service: serviceWith([deployment('new')]), tasks: [task] };
  rememberSettled({ situation, effects: [], dueAt }, world);
  return situation;
}

test('a service that was settled is so while nothing about it changes', () => {
  const situation = remembered();
  expect(settledPlan(situation, world)).toEqual({ situation, effects: [] });
  const again = { ...situation, tasks: [task] };
  expect(settledPlan(again, { ...world, now: 9e9 })).toEqual({ situation: again, effects: [] });
});

test('it is looked at again when it is due', () => {
  const situation = remembered(5000);
  expect(settledPlan(situation, { ...world, now: 4999 })).toStrictEqual({
    situation,
    effects: [],
    dueAt: 5000,
  });
  expect(settledPlan(situation, { ...world, now: 5000 })).toBeUndefined();
});

test('it is looked at again when it or a task of it is another value', () => {
  const { service, tasks } = remembered();
  expect(settledPlan({ service: { ...service }, tasks }, world)).toBeUndefined();
  expect(settledPlan({ service, tasks: [{ ...task }] }, world)).toBeUndefined();
  expect(settledPlan({ service, tasks: [] }, world)).toBeUndefined();
  expect(settledPlan({ service, tasks: [task, task] }, world)).toBeUndefined();
});

test('it is looked at again when what it is judged by is another value, or the time is earlier', () => {
  const situation = remembered();
  for (const change of [
    { clusterName: 'other' },
    { inAlarm: ['a'] },
    { targetGroups: {} },
    { taskDefinitions: {} },
    { now: world.now - 1 },
  ]) {
    expect(settledPlan(situation, { ...world, ...change })).toBeUndefined();
  }
});
