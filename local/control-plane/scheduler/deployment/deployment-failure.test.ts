import { expect, test } from 'vitest';
import { deploymentConfiguration } from '../testing/cluster-fixtures.ts';
import { deployment, saidBy, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { failWhereDue } from './deployment-failure.ts';

const good = deployment('old', { status: 'ACTIVE', rolloutState: 'COMPLETED', completedAt: 5 });
const alarms = { enable: true, rollback: true, alarmNames: ['a', 'b'] };

const states = (service: ReturnType<typeof serviceWith>) =>
  service.deployments.map((one) => `${one.id} ${one.status} ${one.rolloutState}`);

test('a deployment below its threshold, or that has ended, goes on', () => {
  for (const primary of [
    deployment('new', { failedTasks: 2 }),
    deployment('new', { failedTasks: 9, rolloutState: 'COMPLETED' }),
    deployment('new', { failedTasks: 9, rolloutState: 'FAILED' }),
  ]) {
    const service = serviceWith([primary, good]);
    expect(failWhereDue(service, testWorld())).toBe(service);
  }
  const none = serviceWith([]);
  expect(failWhereDue(none, testWorld())).toBe(none);
});

test('at the threshold it fails and is rolled back', () => {
  const after = failWhereDue(
    serviceWith([deployment('new', { failedTasks: 3 }), good], { stalled: true }),
    testWorld(),
  );
  expect(states(after)).toEqual(['old PRIMARY IN_PROGRESS', 'new ACTIVE FAILED']);
  expect(after.stalled).toBe(false);
  expect(saidBy(after)).toEqual([
    '(deployment new) deployment failed: tasks failed to start.',
    'rolling back to deployment old.',
  ]);
});

test('a rollback that fails is not itself rolled back', () => {
  const rolled = deployment('bad', { status: 'ACTIVE', rollback: { to: 'new', state: 'IN_PROGRESS' } });
  const rollback = deployment('new', { failedTasks: 3, rollbackOf: 'bad', completedAt: 1 });
  const after = failWhereDue(serviceWith([rollback, rolled, good]), testWorld());
  expect(states(after)).toEqual(['new PRIMARY FAILED', 'bad ACTIVE IN_PROGRESS', 'old ACTIVE COMPLETED']);
  expect(after.deployments[1]?.rollback).toEqual({ to: 'new', state: 'FAILED' });
});

const withAlarms = (changes: Partial<typeof alarms>, primary = {}) =>
  serviceWith([deployment('new', primary), good], {
    deploymentConfiguration: deploymentConfiguration({
      alarms: { ...alarms, ...changes },
      circuitBreaker: { enable: true, rollback: false },
    }),
  });

test('one alarm of its own is enough', () => {
  const after = failWhereDue(withAlarms({}), testWorld({ inAlarm: ['b'] }));
  expect(states(after)).toEqual(['old PRIMARY IN_PROGRESS', 'new ACTIVE FAILED']);
  expect(after.deployments[0]?.rolloutStateReason).toBe('ECS deployment: rolling back to deploymentId old.');
});

test('alarms roll back as they say, and the circuit breaker as it says', () => {
  const inAlarm = testWorld({ inAlarm: ['a'] });
  expect(states(failWhereDue(withAlarms({ rollback: false }), inAlarm))).toEqual([
    'new PRIMARY FAILED',
    'old ACTIVE COMPLETED',
  ]);
  expect(states(failWhereDue(withAlarms({}, { failedTasks: 3 }), testWorld()))).toEqual([
    'new PRIMARY FAILED',
    'old ACTIVE COMPLETED',
  ]);
});

test('alarms that are off, ignored, of other services or during a rollback have no effect', () => {
  const inAlarm = testWorld({ inAlarm: ['a', 'x'] });
  for (const service of [
    withAlarms({ enable: false }),
    withAlarms({}, { ignoredAlarms: ['a'] }),
    withAlarms({ alarmNames: ['b'] }),
    withAlarms({}, { rollbackOf: 'bad' }),
  ]) {
    expect(failWhereDue(service, inAlarm)).toBe(service);
  }
});
