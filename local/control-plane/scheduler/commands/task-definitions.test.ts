import { expect, test } from 'vitest';
import type { ContainerDefinition } from '../../../../definition/model/ecs.ts';
import {
  accepted,
  container,
  emptyTestCluster,
  healthCheck,
  taskDefinition,
} from '../testing/cluster-fixtures.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from './task-definitions.ts';

const arn = (revision: number) => `arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:${revision}`;

test('revisions of a family are counted from 1, those that are INACTIVE too', () => {
  let state = accepted(registerTaskDefinition(emptyTestCluster(), taskDefinition(), 5));
  state = accepted(deregisterTaskDefinition(state, 'web:1', 6));
  state = accepted(registerTaskDefinition(state, taskDefinition(), 7));
  expect(state.taskDefinitions).toEqual({
    [arn(1)]: {
      arn: arn(1),
      family: 'web',
      revision: 1,
      status: 'INACTIVE',
      registeredAt: 5,
      deregisteredAt: 6,
      content: taskDefinition(),
    },
    [arn(2)]: {
      arn: arn(2),
      family: 'web',
      revision: 2,
      status: 'ACTIVE',
      registeredAt: 7,
      content: taskDefinition(),
    },
  });
});

test('a revision is deregistered once, and named with its number', () => {
  const state = accepted(registerTaskDefinition(emptyTestCluster(), taskDefinition(), 5));
  const once = accepted(deregisterTaskDefinition(state, arn(1), 6));
  expect(deregisterTaskDefinition(once, 'web:1', 9)).toEqual({
    ok: true,
    state: once,
    taskDefinition: once.taskDefinitions[arn(1)],
  });
  expect(deregisterTaskDefinition(state, 'web', 6)).toMatchObject({
    error: { code: 'ClientException', message: 'Revision is missing.' },
  });
  expect(deregisterTaskDefinition(state, 'web:4', 6)).toMatchObject({
    error: { code: 'ClientException', message: 'Unable to describe task definition.' },
  });
});

test('a revision is named by its whole number, and an ARN without one names none', () => {
  let state = emptyTestCluster();
  for (let revision = 1; revision <= 10; revision += 1) {
    state = accepted(registerTaskDefinition(state, taskDefinition(), 0));
  }
  const deregistered = accepted(deregisterTaskDefinition(state, 'web:10', 0));
  expect(deregistered.taskDefinitions[arn(10)]?.status).toBe('INACTIVE');
  expect(deregisterTaskDefinition(state, arn(1).slice(0, -2), 0)).toMatchObject({
    error: { message: 'Revision is missing.' },
  });
});

test('a chain of dependencies is no cycle', () => {
  const content = taskDefinition({
    containerDefinitions: [
      container({ name: 'init', essential: false }),
      container({ ...on('init', 'SUCCESS') }),
      container({ name: 'sidecar', ...on('web', 'START') }),
    ],
  });
  expect(registerTaskDefinition(emptyTestCluster(), content, 0).ok).toBe(true);
});

const refusal = (containerDefinitions: readonly ContainerDefinition[], family = 'web') => {
  const content = taskDefinition({ family, containerDefinitions });
  const outcome = registerTaskDefinition(emptyTestCluster(), content, 0);
  return outcome.ok ? undefined : `${outcome.error.code}: ${outcome.error.message}`;
};

const on = (containerName: string, condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY') => ({
  dependsOn: [{ containerName, condition }],
});

test('content that could never run is refused', () => {
  const helper = { name: 'helper', essential: false };
  expect([
    refusal([container()], 'web store'),
    refusal([]),
    refusal([container({ essential: false })]),
    refusal([container(), container()]),
    refusal([container(on('helper', 'START'))]),
    refusal([container(on('second', 'COMPLETE')), container({ name: 'second' })]),
    refusal([container(on('second', 'SUCCESS')), container({ name: 'second' })]),
    refusal([container(on('helper', 'HEALTHY')), container(helper)]),
    refusal([container(on('helper', 'START')), container({ ...helper, ...on('web', 'START') })]),
  ]).toEqual([
    'ClientException: Family contains invalid characters.',
    'ClientException: Container list cannot be empty.',
    'ClientException: At least one container must be marked essential.',
    'ClientException: Container names must be unique.',
    'ClientException: Container web depends on helper, which is not defined.',
    'ClientException: A dependency with condition COMPLETE cannot be on the essential container second.',
    'ClientException: A dependency with condition SUCCESS cannot be on the essential container second.',
    'ClientException: A dependency with condition HEALTHY needs a health check of the container helper.',
    'ClientException: Container dependencies cannot have a cycle.',
  ]);
});

test('dependencies that can be met are accepted', () => {
  const helper = container({ name: 'helper', essential: false, healthCheck });
  const second = container({ name: 'second', ...on('helper', 'HEALTHY') });
  for (const condition of ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'] as const) {
    expect(refusal([container(on('helper', condition)), second, helper])).toBeUndefined();
  }
  expect(refusal([container(on('second', 'START')), second, helper])).toBeUndefined();
});
