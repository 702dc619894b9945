import { describe, expect, it } from 'vitest';
import type { MetricAlarm } from '../../../definition/model/alarms.ts';
import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import { putAlarm, setAlarmState } from '../../cloudwatch/alarms/put-alarm.ts';
import {
  exampleMetric,
  metricAlarm,
  observations,
  readerOf,
  scalingPolicy,
  topic,
} from '../../cloudwatch/alarms/testing/example-alarms.ts';
import type { MetricReader } from '../../cloudwatch/metrics/metric-reader.ts';
import { alarmStage, type StageOptions } from './testing/alarm-stage.ts';

const startMs = Date.parse('2026-11-26T10:00:00Z');
const minuteMs = 60_000;

const alarmed = (changes: Partial<MetricAlarm> = {}): AlarmsState =>
  putAlarm({}, metricAlarm({ evaluationPeriods: 1, ...changes }), 'api', startMs);

/** One value a minute from the start on. */
const minutes = (...values: readonly number[]) =>
  readerOf(observations(...values.map((value, index) => [startMs + index * minuteMs, value] as const)));

function stage(options: Partial<StageOptions> = {}) {
  return alarmStage({ alarms: alarmed(), reader: minutes(), startMs, ...options });
}

const summaries = (alarms: AlarmsState | undefined) =>
  (alarms?.slow?.history ?? []).map(({ summary }) => summary);

describe('the evaluation of alarms', () => {
  /** When each period is asked for, in seconds from the start. */
  const noting = (times: Map<number, number[]>, now: () => number): MetricReader => ({
    list: () => [],
    read: (_metric, { periodMs }) => {
      times.set(periodMs, [...(times.get(periodMs) ?? []), (now() - startMs) / 1000]);
      return [];
    },
  });
  const watched = { kind: 'metric', metric: exampleMetric, stat: 'Average', periodSeconds: 20 } as const;
  const both = putAlarm(alarmed(), metricAlarm({ alarmName: 'fast', watched }), 'api', startMs);

  async function timesAt(timeScale: number, forMs: number) {
    const times = new Map<number, number[]>();
    const staged = stage({ alarms: both, reader: noting(times, () => staged.clock.now()), timeScale });
    staged.loop.start();
    await staged.clock.advance(forMs);
    await staged.end();
    return times;
  }

  it('takes place five seconds after each minute, or every ten seconds for periods below a minute', async () => {
    const times = await timesAt(1, 125_000);
    expect(times.get(60_000)).toEqual([5, 65, 125]);
    expect(times.get(20_000)).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95, 105, 115, 125]);
  });

  it('takes place more often with a time scale, a second after each period', async () => {
    const times = await timesAt(10, 13_000);
    expect(times.get(6000)).toEqual([1, 7, 13]);
    expect(times.get(2000)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('waits for the first turn of the loop, which it does not start', async () => {
    const staged = stage({ reader: minutes(95) });
    await staged.clock.advance(2 * minuteMs);
    expect(staged.saved).toEqual([]);
    await staged.end();
  });

  it('writes the state only if something has changed', async () => {
    const staged = stage({ reader: minutes(95, 95, 95, 95) });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    expect(staged.onDisk().slow?.state).toBe('ALARM');
    const writes = staged.saved.length;
    await staged.clock.advance(3 * minuteMs);
    expect(staged.saved).toHaveLength(writes);
    await staged.end();
  });

  it('logs an error and goes on', async () => {
    let isBroken = true;
    const good = minutes(95, 95);
    const reader: MetricReader = {
      list: () => [],
      read: (...range) => {
        if (isBroken) throw new Error('no metrics');
        return good.read(...range);
      },
    };
    const staged = stage({ reader });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    expect(staged.logged.join('')).toContain('no metrics');
    isBroken = false;
    await staged.clock.advance(minuteMs);
    expect(staged.onDisk().slow?.state).toBe('ALARM');
    await staged.end();
  });

  const breaching = setAlarmState(
    alarmed({ evaluationPeriods: 2, treatMissingData: 'breaching' }),
    ...(['slow', { state: 'OK', reason: 'before' }, startMs] as const),
  );

  it('invents no minutes of the time in which the machine slept', async () => {
    const staged = stage({ alarms: breaching, reader: minutes(10, 10, 10) });
    const state = () => staged.loop.persisted().alarms?.slow?.state;
    staged.loop.start();
    await staged.clock.advance(3 * minuteMs + 10_000);
    staged.clock.suspend(60 * minuteMs);
    await staged.clock.advance(2 * minuteMs);
    expect(state()).toBe('OK');
    await staged.clock.advance(minuteMs);
    expect(state()).toBe('ALARM');
    await staged.end();
  });

  it('goes on when the clock is set back', async () => {
    const staged = stage({ alarms: breaching });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 10_000);
    staged.clock.suspend(-60 * minuteMs);
    await staged.clock.advance(3 * minuteMs);
    expect(staged.loop.persisted().alarms?.slow?.state).toBe('ALARM');
    await staged.end();
  });

  it('goes on while the disk is full, and what it found is acted upon when that is over', async () => {
    let isFull = false;
    const alarms = alarmed({ alarmActions: [topic], okActions: [topic] });
    const save = async () => {
      if (isFull) throw new Error('no space left on device');
    };
    const staged = stage({ alarms, reader: minutes(10, 95, 10, 95, 95), save });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    isFull = true;
    await staged.clock.advance(4 * minuteMs);
    expect(summaries(staged.loop.persisted().alarms).slice(0, 3)).toEqual([
      'Alarm updated from OK to ALARM',
      'Alarm updated from ALARM to OK',
      'Alarm updated from OK to ALARM',
    ]);
    expect(staged.published).toHaveLength(1);
    isFull = false;
    await staged.clock.advance(10_000);
    expect(staged.published.map(({ subject }) => subject.split(':')[0])).toEqual([
      'OK',
      'ALARM',
      'OK',
      'ALARM',
    ]);
    expect(staged.onDisk().slow).not.toHaveProperty('pendingActions');
    await staged.end();
  });

  it('invents no minutes for the time without a running process', async () => {
    const staged = stage({ alarms: breaching, startMs: startMs + 60 * minuteMs });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    expect(staged.loop.persisted().alarms?.slow?.state).toBe('OK');
    await staged.clock.advance(minuteMs);
    expect(staged.loop.persisted().alarms?.slow?.state).toBe('ALARM');
    await staged.end();
  });
});

describe('a notification', () => {
  const alarms = alarmed({ alarmActions: [topic], okActions: [topic] });

  it('is published once the transition is on disk, and is then in the history', async () => {
    const pendingOnDisk: unknown[] = [];
    const staged = stage({
      ...{ alarms, reader: minutes(95) },
      publish: async () => {
        pendingOnDisk.push(staged.onDisk().slow?.pendingActions?.length);
      },
    });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    expect(pendingOnDisk).toEqual([1]);
    const [{ topicArn, subject, message } = { topicArn: '', subject: '', message: '' }] = staged.published;
    expect({ topicArn, subject }).toEqual({
      topicArn: topic,
      subject: 'ALARM: "slow" in Asia Pacific (Singapore)',
    });
    expect(JSON.parse(message)).toMatchObject({ NewStateValue: 'ALARM', OldStateValue: 'INSUFFICIENT_DATA' });
    expect(staged.onDisk().slow).not.toHaveProperty('pendingActions');
    expect(summaries(staged.onDisk())).toEqual([
      `Successfully executed action ${topic}`,
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "slow" created',
    ]);
    await staged.end();
  });

  it('of a state set by hand is published at once', async () => {
    const staged = stage({ alarms });
    staged.loop.start();
    await staged.clock.advance(1000);
    await staged.loop.transact((state, now) => ({
      state: {
        ...state,
        alarms: setAlarmState(state.alarms ?? {}, 'slow', { state: 'ALARM', reason: 'by hand' }, now),
      },
      result: undefined,
    }));
    await staged.clock.advance(0);
    expect(staged.published).toHaveLength(1);
    await staged.end();
  });

  it('is retried while the topic is unavailable, and one of a later state waits for it', async () => {
    let isAway = true;
    const publish = async () => {
      if (isAway) throw new Error('connection refused');
    };
    const staged = stage({ alarms, reader: minutes(95, 10), publish });
    staged.loop.start();
    await staged.clock.advance(2 * minuteMs + 6000);
    expect(staged.loop.persisted().alarms?.slow?.state).toBe('OK');
    isAway = false;
    await staged.clock.advance(30_000);
    expect(staged.published.slice(-2).map(({ subject }) => subject.split(':')[0])).toEqual(['ALARM', 'OK']);
    expect(summaries(staged.onDisk()).slice(0, 2)).toEqual([
      `Successfully executed action ${topic}`,
      `Successfully executed action ${topic}`,
    ]);
    await staged.end();
  });

  it('is abandoned after five minutes without success, which is noted in the history', async () => {
    const publish = () => Promise.reject(new Error('connection refused'));
    const staged = stage({ alarms, reader: minutes(95), publish });
    staged.loop.start();
    await staged.clock.advance(10 * minuteMs);
    expect(summaries(staged.onDisk())).toContain(
      `Failed to execute action ${topic}. Received error: "connection refused"`,
    );
    expect(staged.published).toHaveLength(14);
    await staged.end();
  });

  it('survives a crash before it, and is published once more after a crash right after it', async () => {
    const first = stage({ alarms, reader: minutes(95), publish: () => new Promise(() => undefined) });
    first.loop.start();
    await first.clock.advance(minuteMs + 5000);
    expect(first.published).toHaveLength(1);
    const second = stage({ alarms: first.onDisk(), startMs: startMs + 2 * minuteMs });
    second.loop.start();
    await second.clock.advance(0);
    expect(second.published).toEqual(first.published);
    const third = stage({ alarms: second.onDisk(), startMs: startMs + 3 * minuteMs });
    third.loop.start();
    await third.clock.advance(0);
    expect(third.published).toEqual([]);
    for (const staged of [second, third]) await staged.end();
  });

  it('in progress when the process ends is published later', async () => {
    const publish = () => Promise.reject(new Error('connection refused'));
    const staged = stage({ alarms, reader: minutes(95), publish });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 10_000);
    await staged.end();
    expect(staged.onDisk().slow?.pendingActions).toHaveLength(1);
  });

  it('is mailed to all who have subscribed to its topic by mail, once it is published', async () => {
    const staged = stage({ alarms, reader: minutes(95), subscribers: ['a@example.com', 'b@example.com'] });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    expect(staged.published).toHaveLength(1);
    const subject = 'ALARM: "slow" in Asia Pacific (Singapore)';
    expect(staged.mailed).toMatchObject([
      { from: 'no-reply@sns.amazonaws.com', to: 'a@example.com', subject },
      { from: 'no-reply@sns.amazonaws.com', to: 'b@example.com', subject },
    ]);
    expect(staged.mailed[0]?.text).toMatch(/^The alarm "slow" has entered the state ALARM\.$/m);
    expect(staged.mailed[0]?.text).toMatch(/^- State change: INSUFFICIENT_DATA -> ALARM$/m);
    await staged.end();
  });

  it('is mailed later where the mail server is away for a moment, and published once all the same', async () => {
    let sends = 0;
    const send = async () => {
      sends += 1;
      if (sends < 3) throw new Error('connection refused');
    };
    const staged = stage({ alarms, reader: minutes(95), subscribers: ['a@example.com'], send });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 10_000);
    expect([staged.published.length, staged.mailed.length]).toEqual([1, 1]);
    await staged.end();
  });

  it('has succeeded even if it cannot be mailed, which is logged', async () => {
    const send = () => Promise.reject(new Error('connection refused'));
    const staged = stage({ alarms, reader: minutes(95), subscribers: ['a@example.com'], send });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 20_000);
    expect(summaries(staged.onDisk())[0]).toBe(`Successfully executed action ${topic}`);
    expect(staged.logged.filter((line) => line.includes('could not be mailed'))).toHaveLength(1);
    await staged.end();
  });

  it('to anything but a topic is not supported, which is noted in the history', async () => {
    const lambda = 'arn:aws:lambda:ap-southeast-1:000000000000:function:page';
    const staged = stage({ alarms: alarmed({ alarmActions: [lambda] }), reader: minutes(95) });
    staged.loop.start();
    await staged.clock.advance(minuteMs + 5000);
    expect(staged.published).toEqual([]);
    expect(summaries(staged.onDisk())[0]).toBe(
      `Failed to execute action ${lambda}. Received error: "Actions of this kind are not supported locally"`,
    );
    await staged.end();
  });
});

describe('a scaling action', () => {
  const alarms = alarmed({ alarmActions: [scalingPolicy] });
  const action = { alarmName: 'slow', actionArn: scalingPolicy, to: 'ALARM' };

  it('is triggered at the transition, and again at each evaluation while the alarm lasts', async () => {
    const staged = stage({ alarms, reader: minutes(95, 96, 97, 10, 10) });
    staged.loop.start();
    await staged.clock.advance(5 * minuteMs + 5000);
    expect(staged.scaled).toEqual([
      [{ ...action, from: 'INSUFFICIENT_DATA', isRepeat: false }],
      [{ ...action, from: 'ALARM', isRepeat: true }],
      [{ ...action, from: 'ALARM', isRepeat: true }],
    ]);
    expect(summaries(staged.onDisk()).filter((summary) => summary.includes('executed'))).toEqual([
      `Successfully executed action ${scalingPolicy}`,
    ]);
    await staged.end();
  });

  it('is triggered together with all others of the evaluation, with their states on disk', async () => {
    const second = metricAlarm({ alarmName: 'late', evaluationPeriods: 2, alarmActions: [scalingPolicy] });
    const staged = stage({
      alarms: putAlarm(alarms, second, 'api', startMs),
      reader: minutes(95, 96),
    });
    staged.loop.start();
    await staged.clock.advance(2 * minuteMs + 5000);
    expect(staged.scaled[1]?.map(({ alarmName, isRepeat }) => [alarmName, isRepeat])).toEqual([
      ['late', false],
      ['slow', true],
    ]);
    expect(staged.onDisk().late?.state).toBe('ALARM');
    await staged.end();
  });

  it('of another state than ALARM is not executed, which is noted in the history', async () => {
    const staged = stage({ alarms: alarmed({ okActions: [scalingPolicy] }), reader: minutes(10, 10) });
    staged.loop.start();
    await staged.clock.advance(2 * minuteMs + 5000);
    expect(staged.scaled).toEqual([]);
    expect(summaries(staged.onDisk())[0]).toBe(
      `Failed to execute action ${scalingPolicy}. Received error: "Locally, scaling policies act in state ALARM alone"`,
    );
    await staged.end();
  });

  it('of a state that is over at the next start is not executed any more', async () => {
    const pending = setAlarmState(
      alarms,
      ...([
        'slow',
        { state: 'ALARM', reason: '', reasonData: '{"recentDatapoints":[95]}' },
        startMs,
      ] as const),
    );
    const passed = setAlarmState(pending, 'slow', { state: 'OK', reason: '' }, startMs + 1);
    const staged = stage({ alarms: passed });
    staged.loop.start();
    await staged.clock.advance(0);
    expect(staged.scaled).toEqual([]);
    expect(summaries(staged.onDisk())[0]).toBe(
      `Failed to execute action ${scalingPolicy}. Received error: "The alarm is in another state by now"`,
    );
    await staged.end();
  });
});
