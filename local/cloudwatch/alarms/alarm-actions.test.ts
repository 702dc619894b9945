import { describe, expect, it } from 'vitest';
import { isScalingAction, withoutPending } from './alarm-actions.ts';
import { putAlarm, setAlarmState } from './put-alarm.ts';
import { metricAlarm, scalingPolicy, topic } from './testing/example-alarms.ts';

const both = putAlarm({}, metricAlarm({ alarmActions: [topic], okActions: [topic] }), 'api', 0);
const raised = setAlarmState(both, 'slow', { state: 'ALARM', reason: 'first' }, 1);
const fell = setAlarmState(raised, 'slow', { state: 'OK', reason: 'second' }, 1);
const [first, second] = fell.slow?.pendingActions ?? [];

describe('an executed action', () => {
  it('leaves the others pending, even those of the same moment, and is in the history', () => {
    if (first === undefined) throw new Error('no action is pending');
    const { slow } = withoutPending(fell, 'slow', first, { atMs: 5 });
    expect(slow?.pendingActions).toEqual([second]);
    expect(slow?.history[0]).toMatchObject({
      ...{ atMs: 5, type: 'Action', summary: `Successfully executed action ${topic}` },
    });
    expect(JSON.parse(slow?.history[0]?.data ?? '')).toEqual({
      ...{ actionState: 'Succeeded', stateUpdateTimestamp: 1, notificationResource: topic },
      ...{ publishedMessage: null, error: null },
    });
  });

  it('changes nothing if it is not pending, or its alarm has been deleted', () => {
    if (first === undefined) throw new Error('no action is pending');
    const done = withoutPending(fell, 'slow', first, { atMs: 5 });
    expect(withoutPending(done, 'slow', first, { atMs: 6 })).toBe(done);
    expect(withoutPending({}, 'slow', first, { atMs: 6 })).toEqual({});
  });

  it('has the reason of its failure in the history', () => {
    if (first === undefined) throw new Error('no action is pending');
    const { slow } = withoutPending(fell, 'slow', first, { atMs: 5, error: 'Topic does not exist' });
    expect(slow?.history[0]?.summary).toBe(
      `Failed to execute action ${topic}. Received error: "Topic does not exist"`,
    );
    expect(JSON.parse(slow?.history[0]?.data ?? '')).toMatchObject({
      ...{ actionState: 'Failed', error: 'Topic does not exist' },
    });
  });
});

it('only the ARN of a scaling policy is a scaling action', () => {
  expect(isScalingAction(scalingPolicy)).toBe(true);
  expect(isScalingAction(topic)).toBe(false);
});
