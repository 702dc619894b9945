import fc from 'fast-check';
import type {
  RecordedActivity,
  RecordedPolicy,
  ScalingRecord,
} from '../../../local/scaling/words/scaling-record.ts';
import type { ObservedService, ServiceSample } from '../../record/observed-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { type Loaded, loaded, run, scaled } from './recorded-runs.ts';
import { type States, setDesired, stepping, tracking } from './recorded-scaling.ts';
import { measured, startMs } from './test-times.ts';

const minutes = 30;
const until = `${minutes}:00`;
const time = fc.integer({ min: -60, max: minutes * 60 + 60 }).map((seconds) => `0:${seconds}`);
const count = fc.integer({ min: 0, max: 12 });

/** Values around a target of 70, with gaps. */
export const anyValues = fc.array(fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant('-')), {
  minLength: 1,
  maxLength: minutes,
});

const states: fc.Arbitrary<States> = fc.dictionary(
  time,
  fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const),
  { maxKeys: 4 },
);

const trackingPolicies = fc
  .record({
    values: anyValues,
    high: states,
    low: states,
    policy: fc.record({
      policyName: fc.constantFrom('cpu', 'memory'),
      targetValue: fc.constantFrom(1, 50, 70),
      scaleOutCooldownSeconds: fc.constantFrom(0, 60, 600),
      disableScaleIn: fc.boolean(),
      periodSeconds: fc.constantFrom(20, 60),
    }),
    areActionsDisabled: fc.boolean(),
  })
  .map(({ values, high, low, policy, areActionsDisabled }): RecordedPolicy => {
    const series = measured(values.join(' '), policy.periodSeconds * 1000);
    return tracking(policy, series, { high, low }, { areActionsDisabled });
  });

const stepPolicies = fc
  .record({ values: anyValues, alarm: states, adjustment: fc.integer({ min: -3, max: 3 }) })
  .map(({ values, alarm, adjustment }) => {
    const steps = [{ lowerBound: 0, scalingAdjustment: adjustment }];
    return stepping({ steps }, measured(values.join(' ')), alarm);
  });

const activities: fc.Arbitrary<RecordedActivity> = fc
  .record({
    to: count,
    policyName: fc.constantFrom('cpu', 'memory', 'steps', 'other'),
    from: time,
    end: fc.option(time, { nil: undefined }),
    status: fc.constantFrom('Successful', 'InProgress', 'Overridden', 'Failed'),
    isNotScaled: fc.boolean(),
  })
  .map(({ to, policyName, from, end, status, isNotScaled }) =>
    setDesired(to, policyName, from, end, {
      status,
      notScaled: isNotScaled ? [{ code: 'AlreadyAtMaxCapacity', maxCapacity: to }] : [],
    }),
  );

const samples: fc.Arbitrary<readonly ServiceSample[]> = fc
  .array(
    fc.record({
      seconds: fc.integer({ min: 0, max: minutes * 60 }),
      desired: count,
      running: count,
      healthy: count,
    }),
    { maxLength: 40 },
  )
  .map((found) =>
    found
      .toSorted((left, right) => left.seconds - right.seconds)
      .map(({ seconds, desired, running, healthy }) => ({
        ...{ atMs: startMs + seconds * 1000, desiredCount: desired, runningCount: running },
        ...{ pendingCount: 0, healthyTargets: healthy },
        deployments: healthy === 3 ? [{ id: 'one', startMs, rolloutState: 'IN_PROGRESS' }] : [],
      })),
  );

const scalings: fc.Arbitrary<Partial<ScalingRecord>> = fc.record({
  policies: fc.array(fc.oneof(trackingPolicies, stepPolicies), { maxLength: 3 }),
  activities: fc.array(activities, { maxLength: 6 }),
  minCapacity: fc.integer({ min: 0, max: 3 }),
  maxCapacity: fc.integer({ min: 3, max: 12 }),
  isScaleOutSuspended: fc.boolean(),
  isScaleInSuspended: fc.boolean(),
});

const services: fc.Arbitrary<ObservedService> = fc
  .record({ scaling: scalings, samples, name: fc.constantFrom('web', 'worker'), isScaled: fc.boolean() })
  .map(({ scaling, samples: observed, name, isScaled }) => {
    const { scaling: recorded, ...service } = scaled(scaling, observed, name);
    return isScaled && recorded !== undefined ? { ...service, scaling: recorded } : service;
  });

const loads: fc.Arbitrary<Readonly<Record<string, Loaded>>> = fc.dictionary(
  time,
  fc.record({
    rate: fc.constantFrom(0, 1, 10),
    ms: fc.constantFrom(10, 100, 5000),
    failures: fc.constantFrom({}, { 502: 3 }, { 1050: 1, 504: 2 }),
  }),
  { maxKeys: 4 },
);

/** Records of tests in which anything may have happened. */
export const anyRun: fc.Arbitrary<RunRecord> = fc
  .record({
    services: fc.array(services, { maxLength: 2 }),
    load: loads,
    loadMinutes: fc.integer({ min: 0, max: minutes }),
    ended: fc.constantFrom('completed' as const, 'died' as const, 'interrupted' as const),
    gaps: fc.array(fc.tuple(fc.nat(minutes * 60_000), fc.nat(120_000)), { maxLength: 2 }),
    timeScale: fc.constantFrom(1, 7, 10),
  })
  .map(({ services: all, load, loadMinutes, ended, gaps, timeScale }) =>
    run(until, [], {
      ...{ timeScale, load: loaded(load, `${loadMinutes}:00`), k6: { version: '1.1.0', ended } },
      observed: {
        services: all.map((service) => atScale(service, timeScale)),
        gaps: gaps.map(([from, length]) => ({
          ...{ fromMs: startMs + from, toMs: startMs + from + length, reason: 'connect ECONNREFUSED' },
        })),
        clockAheadMs: 0,
      },
    }),
  );

function atScale({ scaling, ...service }: ObservedService, timeScale: number): ObservedService {
  return scaling === undefined ? service : { ...service, scaling: { ...scaling, timeScale } };
}
