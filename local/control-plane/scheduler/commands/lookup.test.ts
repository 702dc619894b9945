import { expect, test } from 'vitest';
import { serviceArn, taskArn } from '../../model/arns.ts';
import { newestActive, revisionsOf } from '../../model/references.ts';
import { accepted, clusterWith, oblige, taskDefinition } from '../testing/cluster-fixtures.ts';
import {
  lookUpActiveService,
  lookUpActiveTaskDefinition,
  lookUpService,
  lookUpTask,
  lookUpTaskDefinition,
} from './lookup.ts';
import { deleteService } from './services.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from './task-definitions.ts';

const refused = (code: string, message: string) => ({ ok: false, error: { code, message } });

test('a service is found by name and ARN', () => {
  const state = clusterWith();
  const service = { ok: true, value: state.services.web };
  expect(lookUpService(state, 'web')).toEqual(service);
  expect(lookUpService(state, serviceArn(state, 'web'))).toEqual(service);
  expect(lookUpActiveService(state, 'web')).toEqual(service);
  const unknown = refused('ServiceNotFoundException', 'Service not found.');
  expect(lookUpService(state, 'other')).toEqual(unknown);
  expect(lookUpActiveService(state, 'other')).toEqual(unknown);
});

test('a service that is not ACTIVE is found but not for changes', () => {
  const state = accepted(deleteService(clusterWith(), { service: 'web', force: true }, 0));
  expect(lookUpService(state, 'web').ok).toBe(true);
  expect(lookUpActiveService(state, 'web')).toEqual(
    refused('ServiceNotActiveException', 'Service was not ACTIVE.'),
  );
});

test('a task is found by id and ARN', () => {
  const state = oblige(clusterWith({ desiredCount: 1 }), 0);
  const [task] = Object.values(state.tasks);
  expect(lookUpTask(state, task?.id ?? '')).toEqual({ ok: true, value: task });
  expect(lookUpTask(state, taskArn(state, task?.id ?? ''))).toEqual({ ok: true, value: task });
  expect(lookUpTask(state, 'x')).toEqual(
    refused('InvalidParameterException', 'The referenced task was not found.'),
  );
});

test('a revision is found by family, by number and by ARN', () => {
  let state = clusterWith();
  state = accepted(registerTaskDefinition(state, taskDefinition({ cpu: 256 }), 0));
  const [second, first] = revisionsOf(state, 'web');
  expect([second?.revision, first?.revision]).toEqual([2, 1]);
  expect(lookUpTaskDefinition(state, 'web')).toEqual({ ok: true, value: second });
  expect(lookUpTaskDefinition(state, 'web:1')).toEqual({ ok: true, value: first });
  expect(lookUpTaskDefinition(state, first?.arn ?? '')).toEqual({ ok: true, value: first });
  const unknown = refused('ClientException', 'Unable to describe task definition.');
  expect(lookUpTaskDefinition(state, 'web:3')).toEqual(unknown);
  expect(lookUpTaskDefinition(state, 'worker')).toEqual(unknown);
});

test('an INACTIVE revision is described but not run', () => {
  let state = accepted(registerTaskDefinition(clusterWith(), taskDefinition({ cpu: 256 }), 0));
  state = accepted(deregisterTaskDefinition(state, 'web:2', 0));
  expect(lookUpTaskDefinition(state, 'web:2')).toMatchObject({ value: { status: 'INACTIVE' } });
  expect(lookUpActiveTaskDefinition(state, 'web:2')).toEqual(
    refused('ClientException', 'TaskDefinition is inactive'),
  );
  expect(lookUpActiveTaskDefinition(state, 'web:9')).toEqual(
    refused('ClientException', 'TaskDefinition not found.'),
  );
  expect(newestActive(state, 'web')?.revision).toBe(1);
});
