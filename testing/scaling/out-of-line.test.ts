import { expect, test } from 'vitest';
import { outOfLine, type ScalingStory } from './out-of-line.ts';

const second = (count: number) => new Date(1_800_000_000_000 + count * 1000);
const cause = 'monitor alarm high in state ALARM triggered policy cpu';

const story: ScalingStory = {
  counts: [
    { at: second(0).getTime(), desired: 2, running: 2 },
    { at: second(20.3).getTime(), desired: 4, running: 2 },
    { at: second(26).getTime(), desired: 4, running: 4 },
  ],
  activities: [
    {
      ActivityId: 'one',
      ServiceNamespace: 'ecs',
      ResourceId: 'service/cluster/web',
      ScalableDimension: 'ecs:service:DesiredCount',
      Description: 'Setting desired count to 4.',
      Cause: cause,
      StartTime: second(20),
      EndTime: second(26.2),
      StatusCode: 'Successful',
    },
  ],
  alarmChanges: [
    { AlarmName: 'high', Timestamp: second(19.9), HistorySummary: 'Alarm updated from OK to ALARM' },
    { AlarmName: 'high', Timestamp: second(38), HistorySummary: 'Alarm updated from ALARM to OK' },
  ],
  events: [{ at: second(20.1), message: `Successfully set desired count to 4. Waiting. Cause: ${cause}` }],
};

test('a story whose parts agree has nothing out of line', () => {
  expect(outOfLine(story)).toEqual([]);
});

const [activity] = story.activities;
const [high] = story.alarmChanges;

test.each<[string, Partial<ScalingStory>]>([
  ['a change without an activity', { activities: [] }],
  [
    'a change that comes late',
    { counts: story.counts.map((each, i) => ({ ...each, at: each.at + (i === 1 ? 3000 : 0) })) },
  ],
  ['an alarm that was not in ALARM', { alarmChanges: story.alarmChanges.slice(1) }],
  [
    'an alarm that was no longer in ALARM',
    {
      alarmChanges: [
        ...(high ? [high] : []),
        { ...high, Timestamp: second(19.95), HistorySummary: 'Alarm updated from ALARM to OK' },
      ],
    },
  ],
  ['a change without an event', { events: [] }],
  ['an event at another time', { events: story.events.map((event) => ({ ...event, at: second(30) })) }],
  ['an activity that failed', { activities: activity ? [{ ...activity, StatusCode: 'Failed' }] : [] }],
  [
    'an activity that ended before the tasks ran',
    { activities: activity ? [{ ...activity, EndTime: second(21) }] : [] },
  ],
])('%s is out of line', (_, changes) => {
  expect(outOfLine({ ...story, ...changes })).toHaveLength(1);
});

test('what is seen late is in line where it may be that late', () => {
  const late = story.counts.map((each, i) => ({ ...each, at: each.at + (i === 1 ? 3000 : 0) }));
  expect(outOfLine({ ...story, counts: late }, 5000)).toEqual([]);
});
