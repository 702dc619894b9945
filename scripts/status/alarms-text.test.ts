import { expect, test } from 'vitest';
import type { AlarmOverview } from '../../operations/alarms/alarm-overview.ts';
import { alarmsText } from './alarms-text.ts';

const atMs = Date.UTC(2026, 10, 27, 9, 30);

const cpu: AlarmOverview['alarms'][number] = {
  ...{ name: 'spree-production-DatabaseCpu', state: 'ALARM', sinceMs: atMs - 12 * 60_000 },
  description:
    'Warning: database CPU above 80 %. Look for slow statements in its log, or take a larger class.',
  ...{ metric: 'AWS/RDS CPUUtilization', condition: '> 80 in 5 of 5 periods of 60 s', lastValue: 93.21234 },
  ...{ reason: '', isForScaling: false, areActionsEnabled: true, isComposite: false },
};
const scaling = {
  ...cpu,
  name: 'TargetTracking-service/c/web-AlarmLow-1',
  isForScaling: true,
  description: 'DO NOT EDIT',
};

function overview(given: Partial<AlarmOverview> = {}): AlarmOverview {
  return {
    ...{ environment: 'production', atMs, history: [], subscribers: { isKnown: true, value: [] } },
    alarms: [cpu, { ...cpu, name: 'spree-production-WebTasks', state: 'OK' }, scaling],
    ...given,
  };
}

test('an alarm has its metric, its last value and what to do; one that only scales is left out', () => {
  const history = [
    { atMs: atMs - 900_000, name: cpu.name, from: 'INSUFFICIENT_DATA', to: 'OK' },
    { atMs: atMs - 720_000, name: cpu.name, from: 'OK', to: 'ALARM' },
  ];
  const value = [
    { protocol: 'email', endpoint: 'ops@example.com', isConfirmed: true },
    { protocol: 'email', endpoint: 'boss@example.com', isConfirmed: false },
  ];
  expect(alarmsText(overview({ history, subscribers: { isKnown: true, value } }), false).split('\n')).toEqual(
    [
      'production: 1 of 2 alarms in ALARM, 1 OK, 0 without enough data',
      '',
      'DatabaseCpu: ALARM for 12 min, since 2026-11-27 09:18:00 UTC',
      '  AWS/RDS CPUUtilization > 80 in 5 of 5 periods of 60 s; last value 93.21',
      '  Warning: database CPU above 80 %. Look for slow statements in its log, or',
      '  take a larger class.',
      '',
      'In and out of ALARM in the last day, times in UTC:',
      '  11-27 09:18:00 DatabaseCpu: OK to ALARM',
      '',
      'Alarms are sent to:',
      '  ops@example.com (email)',
      '  boss@example.com (email), not yet: follow the link in the mail of SNS',
    ],
  );
});

test('all alarms include those that are OK, and those that only scale, with a word on that', () => {
  const text = alarmsText(overview(), true);
  expect(text).toContain('WebTasks: OK for 12 min');
  expect(text).toContain('TargetTracking-service/c/web-AlarmLow-1: ALARM');
  expect(text).toContain('It only scales: nothing is wrong.');
});

test('it says when nobody is told: no subscription, or none that is confirmed', () => {
  expect(alarmsText(overview(), false)).toContain(
    'Nobody is told of alarms:\n  nobody has subscribed: set alarmEmails in stack/environments/',
  );
  const value = [{ protocol: 'email', endpoint: 'ops@example.com', isConfirmed: false }];
  expect(alarmsText(overview({ subscribers: { isKnown: true, value } }), false)).toContain(
    'Nobody is told of alarms:\n  ops@example.com (email), not yet',
  );
  const unknown = { isKnown: false, why: 'not authorized to perform: SNS:ListSubscriptionsByTopic' } as const;
  expect(alarmsText(overview({ subscribers: unknown }), false)).toContain(
    'Who is told of alarms is unknown: not',
  );
});

test('of many changes the last ten are shown, and how many there were', () => {
  const history = Array.from({ length: 12 }, (_, index) => ({
    atMs: atMs + index,
    name: cpu.name,
    from: 'OK',
    to: 'ALARM',
  }));
  const lines = alarmsText(overview({ history }), false).split('\n');
  expect(lines).toContain('In and out of ALARM in the last day, times in UTC: the last 10 of 12');
  expect(lines.filter((line) => line.endsWith('OK to ALARM'))).toHaveLength(10);
});
