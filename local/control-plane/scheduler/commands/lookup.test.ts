import { expect, test } from 'vitest';
import { clusterArn, serviceArn, taskArn } from '../../model/arns.ts';
import { accepted, clusterWith, oblige, taskDefinition } from '../testing/cluster-fixtures.ts';
import {
  findActiveService,
  findActiveTaskDefinition,
  findCluster,
  findService,
  findTask,
  findTaskDefinition,
  newestActive,
  revisionsOf,
} from './lookup.ts';
import { deleteService } from './services.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from './task-definitions.ts';

const refused = (code: string, message: string) => ({ ok: false, error: { code, message } });

test('a cluster is found by name and ARN', () => {
  const state = clusterWith();
  expect(findCluster(state, 'store')).toEqual({ ok: true, value: state });
  expect(findCluster(state, clusterArn(state))).toEqual({ ok: true, value: state });
  expect(findCluster(state, 'default')).toEqual(refused('ClusterNotFoundException', 'Cluster not found.'));
});

test('a service is found by name and ARN', () => {
  const state = clusterWith();
  const service = { ok: true, value: state.services.web };
  expect(findService(state, 'web')).toEqual(service);
  expect(findService(state, serviceArn(state, 'web'))).toEqual(service);
  expect(findActiveService(state, 'web')).toEqual(service);
  const unknown = refused('ServiceNotFoundException', 'Service not found.');
  expect(findService(state, 'other')).toEqual(unknown);
  expect(findActiveService(state, 'other')).toEqual(unknown);
});

test('a service that is not ACTIVE is found but not for changes', () => {
  const state = accepted(deleteService(clusterWith(), { service: 'web', force: true }, 0));
  expect(findService(state, 'web').ok).toBe(true);
  expect(findActiveService(state, 'web')).toEqual(
    refused('ServiceNotActiveException', 'Service was not ACTIVE.'),
  );
});

test('a task is found by id and ARN', () => {
  const state = oblige(clusterWith({ desiredCount: 1 }), 0);
  const [task] = Object.values(state.tasks);
  expect(findTask(state, task?.id ?? '')).toEqual({ ok: true, value: task });
  expect(findTask(state, taskArn(state, task?.id ?? ''))).toEqual({ ok: true, value: task });
  expect(findTask(state, 'x')).toEqual(
    refused('InvalidParameterException', 'The referenced task was not found.'),
  );
});

test('a revision is found by family, by number and by ARN', () => {
  let state = clusterWith();
  state = accepted(registerTaskDefinition(state, taskDefinition({ cpu: 256 }), 0));
  const [second, first] = revisionsOf(state, 'web');
  expect([second?.revision, first?.revision]).toEqual([2, 1]);
  expect(findTaskDefinition(state, 'web')).toEqual({ ok: true, value: second });
  expect(findTaskDefinition(state, 'web:1')).toEqual({ ok: true, value: first });
  expect(findTaskDefinition(state, first?.arn ?? '')).toEqual({ ok: true, value: first });
  const unknown = refused('ClientException', 'Unable to describe task definition.');
  expect(findTaskDefinition(state, 'web:3')).toEqual(unknown);
  expect(findTaskDefinition(state, 'worker')).toEqual(unknown);
});

test('an INACTIVE revision is described but not run', () => {
  let state = accepted(registerTaskDefinition(clusterWith(), taskDefinition({ cpu: 256 }), 0));
  state = accepted(deregisterTaskDefinition(state, 'web:2', 0));
  expect(findTaskDefinition(state, 'web:2')).toMatchObject({ value: { status: 'INACTIVE' } });
  expect(findActiveTaskDefinition(state, 'web:2')).toEqual(
    refused('ClientException', 'TaskDefinition is inactive'),
  );
  expect(findActiveTaskDefinition(state, 'web:9')).toEqual(
    refused('ClientException', 'TaskDefinition not found.'),
  );
  expect(newestActive(state, 'web')?.revision).toBe(1);
});
