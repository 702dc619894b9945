import { describe, expect, test } from 'vitest';
import { deleteService } from '../scheduler/commands/services.ts';
import { accepted } from '../scheduler/testing/cluster-fixtures.ts';
import { deletePolicy, putPolicy } from './policies.ts';
import { deregisterTarget, registerTarget, withoutDeletedServices } from './targets.ts';
import {
  cpuPolicy,
  memoryPolicy,
  policyOf,
  scaledStore,
  second,
  start,
  web,
  webId,
  webService,
  withPolicies,
} from './testing/scaled-store.ts';

const place = 'ap-southeast-1:000000000000';
const state = withPolicies(scaledStore(), cpuPolicy(), memoryPolicy());

test('a policy and its alarms have the names and ARNs of AWS', () => {
  const { arn, creatorId, alarmNames } = policyOf(state, 'cpu');
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.source;
  expect(arn).toMatch(
    new RegExp(`^arn:aws:autoscaling:${place}:scalingPolicy:${uuid}:resource/ecs/${webId}:policyName/cpu$`),
  );
  expect(alarmNames).toEqual([
    expect.stringMatching(new RegExp(`^TargetTracking-${webId}-AlarmHigh-${uuid}$`)),
    expect.stringMatching(new RegExp(`^TargetTracking-${webId}-AlarmLow-${uuid}$`)),
  ]);
  expect(alarmNames.map((name) => state.alarms?.[name])).toMatchObject([
    { owner: 'scaling-policy', state: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
    { definition: { alarmActions: [`${arn}:createdBy/${creatorId}`] } },
  ]);
});

test('the ARN of a target has the same id as its policies', () => {
  const [, id = ''] = policyOf(state, 'cpu').arn.split('scalingPolicy:');
  const digits = id.slice(0, 36).replaceAll('-', '');
  expect(web(state).arn).toBe(`arn:aws:application-autoscaling:${place}:scalable-target/0ec5${digits}`);
  expect(policyOf(state, 'memory').arn).toContain(id.slice(0, 36));
});

test('a policy that is put again keeps its ARN, its creation time and its action, and gets new alarms', () => {
  const before = policyOf(state, 'cpu');
  const put = putPolicy(state, web(state), { policy: cpuPolicy(), owner: 'api' }, start + second);
  const after = policyOf(put, 'cpu');
  expect([after.arn, after.createdAtMs, after.creatorId]).toEqual([before.arn, start, before.creatorId]);
  expect(after.alarmNames.filter((name) => before.alarmNames.includes(name))).toEqual([]);
  expect(Object.keys(put.alarms ?? {}).toSorted()).toEqual(
    [...after.alarmNames, ...policyOf(state, 'memory').alarmNames].toSorted(),
  );
});

test('a policy is deleted with its alarms', () => {
  const deleted = deletePolicy(state, web(state), 'cpu');
  expect(Object.keys(web(deleted).policies)).toEqual(['memory']);
  expect(Object.keys(deleted.alarms ?? {})).toEqual(policyOf(state, 'memory').alarmNames);
});

describe('a target that is deregistered', () => {
  const scaled = registerTarget(
    state,
    webService(state),
    { resourceId: webId, minCapacity: 4, maxCapacity: 10 },
    start,
  );
  const gone = deregisterTarget(scaled, webId, start);

  test('loses its policies and their alarms', () => {
    expect([gone.scaling?.targets, gone.alarms]).toEqual([{}, {}]);
  });

  test('keeps its activities for when it is registered again', () => {
    const registration = { resourceId: webId, minCapacity: 2, maxCapacity: 10 };
    const again = registerTarget(gone, webService(gone), registration, start + second);
    expect(web(again).state.activities).toEqual(web(scaled).state.activities);
    expect(web(again).state.activities).toHaveLength(1);
  });

  test('can be unknown', () => {
    expect(deregisterTarget(gone, webId, start)).toBe(gone);
  });
});

test('a target is removed when its service is deleted', () => {
  expect(withoutDeletedServices(state, start)).toBe(state);
  const cluster = accepted(deleteService(state.cluster, { service: 'web', force: true }, start));
  const gone = withoutDeletedServices({ ...state, cluster }, start);
  expect([gone.scaling?.targets, gone.alarms]).toEqual([{}, {}]);
});
