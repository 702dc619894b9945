import { expect, test } from 'vitest';
import { restorePolicyAlarms } from './restore-policy-alarms.ts';
import {
  cpuPolicy,
  memoryPolicy,
  policyOf,
  scaledStore,
  start,
  stepPolicy,
  webId,
  withPolicies,
  withStepAlarm,
} from './testing/scaled-store.ts';

const state = withPolicies(scaledStore(), cpuPolicy(), memoryPolicy(), stepPolicy());

test('where all alarms are lost, those of the policies are made again', () => {
  const { alarms: _, ...lost } = state;
  const restored = restorePolicyAlarms(lost, start);
  const names = ['cpu', 'memory'].flatMap((name) => policyOf(restored, name).alarmNames);
  expect(names).toHaveLength(4);
  expect(Object.keys(restored.alarms ?? {}).sort()).toEqual(names.sort());
  const { arn, creatorId } = policyOf(state, 'cpu');
  expect(policyOf(restored, 'cpu')).toMatchObject({ arn, creatorId });
});

test('where the policies are lost, their alarms go as well, and those of others stay', () => {
  const { scaling: _, ...lost } = withStepAlarm(state);
  expect(Object.keys(restorePolicyAlarms(lost, start).alarms ?? {})).toEqual(['busy']);
});

test('an alarm of a policy that somebody has deleted stays deleted', () => {
  const [high = '', low = ''] = policyOf(state, 'cpu').alarmNames;
  const { [high]: __, ...others } = state.alarms ?? {};
  const without = { ...state, alarms: others };
  expect(restorePolicyAlarms(without, start)).toBe(without);
  expect(others).toHaveProperty([low]);
  expect(webId in (without.scaling?.targets ?? {})).toBe(true);
});
