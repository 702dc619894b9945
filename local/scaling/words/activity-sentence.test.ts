import { expect, test } from 'vitest';
import { activitySentence } from './activity-sentence.ts';
import type { RecordedActivity } from './scaling-record.ts';

const cause = 'monitor alarm high in state ALARM triggered policy cpu';
const change: RecordedActivity = {
  ...{ startMs: 0, description: 'Setting desired count to 3.', cause, status: 'Successful', notScaled: [] },
};
const bounds = {
  ...{
    description: 'Setting min capacity to 2 and max capacity to 4',
    cause: 'scheduled action name night was triggered',
  },
};
const idle = { status: 'Failed', description: 'Attempting to scale due to alarm triggered' };

test.each<[string, Partial<RecordedActivity>, string]>([
  [
    'that is over says when',
    { endMs: 61_000, statusMessage: 'Successfully set.' },
    `Setting desired count to 3: ${cause}. Successful at 00:01:01 UTC.`,
  ],
  ['of which the end is not known', {}, `Setting desired count to 3: ${cause}. Successful.`],
  [
    'under way says what is waited for',
    { status: 'InProgress', statusMessage: 'Waiting.' },
    `Setting desired count to 3: ${cause}. InProgress: Waiting.`,
  ],
  [
    'that failed says why',
    { ...bounds, status: 'Failed', statusMessage: 'The bounds cross.', endMs: 5 },
    'Setting min capacity to 2 and max capacity to 4: scheduled action name night was triggered. Failed: The bounds cross.',
  ],
  ['without a message', { status: 'Overridden' }, `Setting desired count to 3: ${cause}. Overridden.`],
  [
    'that changed nothing gives the codes of AWS with their counts',
    {
      ...idle,
      notScaled: [
        { code: 'AlreadyAtMaxCapacity', maxCapacity: 4 },
        { code: 'AlreadyAtMinCapacity', minCapacity: 2 },
        { code: 'AlreadyAtDesiredCapacity', currentCapacity: 3 },
        { code: 'AutoScalingAnticipatedFlapping' },
      ],
    },
    `Nothing was changed: AlreadyAtMaxCapacity (4), AlreadyAtMinCapacity (2), AlreadyAtDesiredCapacity (3), AutoScalingAnticipatedFlapping: ${cause}.`,
  ],
])('an activity %s', (_, changes, sentence) => {
  expect(activitySentence({ ...change, ...changes })).toBe(sentence);
});
