import { describe, expect, test } from 'vitest';
import type { ScalableTarget, ScheduledAction } from '../../../definition/model/scaling.ts';
import { emptyWorkload } from '../../../definition/testing/examples.ts';
import { steadyCluster } from '../scheduler/testing/cluster-fixtures.ts';
import { applyDefinedScaling } from './apply-scaling.ts';
import { putPolicy } from './policies.ts';
import { putScheduledAction } from './scheduled-actions.ts';
import { registerTarget } from './targets.ts';
import {
  cpuPolicy,
  desiredCount,
  evaluated,
  memoryPolicy,
  policyOf,
  second,
  start,
  stepPolicy,
  web,
  webId,
  webService,
} from './testing/scaled-store.ts';

const morning: ScheduledAction = {
  scheduledActionName: 'morning',
  schedule: 'cron(0 8 * * ? *)',
  minCapacity: 5,
};
const running = { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false };

function target(changes: Partial<ScalableTarget> = {}): ScalableTarget {
  return {
    ...{ logicalId: 'Scaling', resourceId: webId, minCapacity: 2, maxCapacity: 10, suspended: running },
    policies: [cpuPolicy({ logicalId: 'Cpu' })],
    scheduledActions: [morning],
    ...changes,
  };
}

const workload = (...scalableTargets: readonly ScalableTarget[]) => ({ ...emptyWorkload, scalableTargets });
const cluster = steadyCluster({ desiredCount: 2 });
const released = applyDefinedScaling({ cluster }, workload(target()), start);

describe('a release', () => {
  test('creates targets, policies with their alarms, and scheduled actions', () => {
    expect(web(released)).toMatchObject({
      state: { minCapacity: 2, maxCapacity: 10 },
      template: { logicalId: 'Scaling', minCapacity: 2, maxCapacity: 10, suspended: running },
      policies: { cpu: { owner: 'template', policy: { logicalId: 'Cpu' } } },
      scheduledActions: { morning: { owner: 'template', action: morning, dueAfterMs: start } },
    });
    expect(Object.keys(released.alarms ?? {})).toEqual(policyOf(released, 'cpu').alarmNames);
  });

  test('of the same definition changes nothing, not even the states of alarms and bounds that were set through the API', () => {
    expect(applyDefinedScaling(released, workload(target()), start + second)).toBe(released);
    const alarmed = evaluated(released, { cpu: 100 }).state;
    const registration = { resourceId: webId, minCapacity: 3, maxCapacity: 8 };
    const changed = registerTarget(alarmed, webService(alarmed), registration, start);
    expect(applyDefinedScaling(changed, workload(target()), start + second)).toBe(changed);
  });

  test('with other bounds enforces them at once', () => {
    const raised = applyDefinedScaling(released, workload(target({ minCapacity: 4 })), start + second);
    expect(desiredCount(raised)).toBe(4);
    expect(web(raised).state.activities[0]?.cause).toBe('minimum capacity was set to 4');
  });

  test('that changes a policy replaces its alarms, and one without it deletes both', () => {
    const cooler = cpuPolicy({ logicalId: 'Cpu', targetValue: 60 });
    const changed = applyDefinedScaling(released, workload(target({ policies: [cooler] })), start + second);
    expect(policyOf(changed, 'cpu').alarmNames).not.toEqual(policyOf(released, 'cpu').alarmNames);
    expect(Object.keys(changed.alarms ?? {})).toEqual(policyOf(changed, 'cpu').alarmNames);
    const without = applyDefinedScaling(released, workload(target({ policies: [] })), start + second);
    expect([web(without).policies, without.alarms]).toEqual([{}, {}]);
  });

  test('updates scheduled actions', () => {
    const later = { ...morning, schedule: 'cron(0 9 * * ? *)' };
    const next = start + second;
    const changed = applyDefinedScaling(released, workload(target({ scheduledActions: [later] })), next);
    expect(web(changed).scheduledActions.morning).toMatchObject({
      ...{ action: later, createdAtMs: start, dueAfterMs: next },
    });
    const without = applyDefinedScaling(released, workload(target({ scheduledActions: [] })), next);
    expect(web(without).scheduledActions).toEqual({});
  });

  test('suspends and resumes', () => {
    const suspended = { ...running, dynamicScalingOut: true };
    const held = applyDefinedScaling(released, workload(target({ suspended })), start + second);
    expect(web(held).state.suspended).toEqual({ scaleIn: false, scaleOut: true, scheduledScaling: false });
    const resumed = applyDefinedScaling(held, workload(target()), start + second);
    expect(web(resumed).state.suspended.scaleOut).toBe(false);
  });

  test('gives a target its tags, and takes them from it, and leaves those of the API', () => {
    const next = start + second;
    const tagged = applyDefinedScaling(
      { cluster },
      workload(target({ tags: { team: 'shop', old: '1' } })),
      start,
    );
    expect(web(tagged).tags).toEqual({ team: 'shop', old: '1' });
    const registration = { resourceId: webId, minCapacity: 2, maxCapacity: 10, tags: { own: 'api' } };
    const byApi = registerTarget(tagged, webService(tagged), registration, start);
    const again = workload(target({ tags: { team: 'shop', old: '1' } }));
    expect(applyDefinedScaling(byApi, again, next)).toBe(byApi);
    const changes = { minCapacity: 3, tags: { team: 'store' } };
    const changed = applyDefinedScaling(byApi, workload(target(changes)), next);
    expect(web(changed).tags).toEqual({ team: 'store', own: 'api' });
    expect(web(applyDefinedScaling(changed, workload(target()), next)).tags).toEqual({ own: 'api' });
  });

  test('without a target deregisters it', () => {
    const gone = applyDefinedScaling(released, workload(), start + second);
    expect([gone.scaling?.targets, gone.alarms]).toEqual([{}, {}]);
  });

  test('keeps what was created through the API', () => {
    const action = { scheduledActionName: 'evening', schedule: 'rate(1 day)', maxCapacity: 3 };
    const withPolicy = putPolicy(released, web(released), { policy: memoryPolicy(), owner: 'api' }, start);
    const withBoth = putScheduledAction(withPolicy, web(withPolicy), { action, owner: 'api' }, start);
    const next = applyDefinedScaling(
      withBoth,
      workload(target({ policies: [], scheduledActions: [] })),
      start + second,
    );
    expect(Object.keys(web(next).policies)).toEqual(['memory']);
    expect(Object.keys(web(next).scheduledActions)).toEqual(['evening']);
    expect(Object.keys(next.alarms ?? {})).toEqual(policyOf(withBoth, 'memory').alarmNames);
  });

  test('keeps a target that was registered through the API', () => {
    const byApi = registerTarget(
      { cluster },
      webService({ cluster }),
      { resourceId: webId, minCapacity: 1, maxCapacity: 3 },
      start,
    );
    expect(applyDefinedScaling(byApi, workload(), start + second)).toBe(byApi);
  });

  test('accepts policies of every type', () => {
    const predictive = {
      kind: 'predictive',
      logicalId: 'Forecast',
      arn: '',
      policyName: 'forecast',
    } as const;
    const policies = [cpuPolicy(), stepPolicy(), predictive];
    const state = applyDefinedScaling({ cluster }, workload(target({ policies })), start);
    expect(Object.values(web(state).policies).map(({ alarmNames }) => alarmNames.length)).toEqual([2, 0, 0]);
  });
});
