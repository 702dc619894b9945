import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Activity } from '../../../scaling/targets/activity.ts';
import { sampleTime } from '../testing/sample-state.ts';
import { type ScalingEndpoint, scalingEndpoint, web, webId } from './testing/scaling-endpoint.ts';

let endpoint: ScalingEndpoint;

beforeEach(async () => {
  endpoint = await scalingEndpoint();
  await endpoint.call('RegisterScalableTarget', { ...web, MinCapacity: 2, MaxCapacity: 10 });
});

afterEach(() => endpoint.close());

const describeActivities = (changes: object = {}) =>
  endpoint.call('DescribeScalingActivities', { ...web, ...changes });

/** Puts these before the activities that there are. */
function note(...activities: readonly Activity[]): Promise<void> {
  return endpoint.controlPlane.applicationAutoScaling.changeScaling((state) => {
    const target = state.scaling?.targets[webId];
    if (target === undefined) throw new Error('there is no target');
    const noted = { ...target, state: { ...target.state, activities } };
    return { state: { ...state, scaling: { targets: { [webId]: noted } } }, result: undefined };
  });
}

function activity(index: number, changes: Partial<Activity> = {}): Activity {
  return {
    activityId: `activity ${index}`,
    description: 'Setting desired count to 3.',
    cause: 'monitor alarm high in state ALARM triggered policy cpu',
    status: 'Successful',
    statusMessage: 'Successfully set desired count to 3. Change successfully fulfilled by ecs.',
    startTimeMs: sampleTime + index,
    endTimeMs: sampleTime + index + 500,
    ...changes,
  };
}

const notScaled = (index: number, reason: Activity['notScaled']): Activity => ({
  activityId: `not scaled ${index}`,
  description: 'Attempting to scale due to alarm triggered',
  cause: 'monitor alarm high in state ALARM triggered policy cpu',
  status: 'Failed',
  startTimeMs: sampleTime + index,
  ...(reason === undefined ? {} : { notScaled: reason }),
});

test('activities are listed with their times, and by default without those that changed nothing', async () => {
  await note(notScaled(2, { code: 'AlreadyAtMaxCapacity', maxCapacity: 10 }), activity(1));
  expect(await describeActivities()).toEqual({
    ScalingActivities: [
      {
        ActivityId: 'activity 1',
        ...web,
        Description: 'Setting desired count to 3.',
        Cause: 'monitor alarm high in state ALARM triggered policy cpu',
        StartTime: (sampleTime + 1) / 1000,
        EndTime: (sampleTime + 501) / 1000,
        StatusCode: 'Successful',
        StatusMessage: 'Successfully set desired count to 3. Change successfully fulfilled by ecs.',
      },
    ],
  });
});

test.each<[NonNullable<Activity['notScaled']>, object]>([
  [
    { code: 'AlreadyAtMaxCapacity', maxCapacity: 10 },
    { Code: 'AlreadyAtMaxCapacity', MaxCapacity: 10 },
  ],
  [
    { code: 'AlreadyAtMinCapacity', minCapacity: 2 },
    { Code: 'AlreadyAtMinCapacity', MinCapacity: 2 },
  ],
  [
    { code: 'AlreadyAtDesiredCapacity', currentCapacity: 3 },
    { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 3 },
  ],
  [
    { code: 'AutoScalingAnticipatedFlapping', value: 47, valueWithout: 70.5, targetValue: 70 },
    { Code: 'AutoScalingAnticipatedFlapping' },
  ],
  [{ code: 'TargetServicePutResourceAsUnscalable' }, { Code: 'TargetServicePutResourceAsUnscalable' }],
])('one that changed nothing is listed on request, with its reason: %j', async (reason, shape) => {
  await note(notScaled(1, reason));
  expect(await describeActivities({ IncludeNotScaledActivities: true })).toEqual({
    ScalingActivities: [
      {
        ActivityId: 'not scaled 1',
        ...web,
        Description: 'Attempting to scale due to alarm triggered',
        Cause: 'monitor alarm high in state ALARM triggered policy cpu',
        StartTime: (sampleTime + 1) / 1000,
        StatusCode: 'Failed',
        NotScaledReasons: [shape],
      },
    ],
  });
});

test('activities come in pages of 50, the newest first', async () => {
  const all = Array.from({ length: 57 }, (_, age) => activity(56 - age));
  await note(...all);
  const first = await describeActivities();
  const second = await describeActivities({ NextToken: first.NextToken });
  const ids = [first.ScalingActivities, second.ScalingActivities]
    .flat(2)
    .map((each) => Object(each).ActivityId);
  expect(ids).toEqual(all.map(({ activityId }) => activityId));
  expect(first.ScalingActivities).toHaveLength(50);
  expect(second.NextToken).toBeUndefined();
});

test('activities of one millisecond are listed in the order in which they happened, across pages too', async () => {
  const startTimeMs = sampleTime;
  const all = [7, 12, 3, 25, 1].map((index) => activity(index, { startTimeMs }));
  await note(...all);
  const first = await describeActivities({ MaxResults: 2 });
  const second = await describeActivities({ NextToken: first.NextToken });
  const ids = [first.ScalingActivities, second.ScalingActivities]
    .flat(2)
    .map((each) => Object(each).ActivityId);
  expect(ids).toEqual(all.map(({ activityId }) => activityId));
});

test.each([
  [51, 50],
  [3, 3],
  [0, 0],
  [-1, 0],
])('a page of %s has %s', async (MaxResults, length) => {
  await note(...Array.from({ length: 57 }, (_, age) => activity(56 - age)));
  expect((await describeActivities({ MaxResults })).ScalingActivities).toHaveLength(length);
});

test('a token is valid for its resource only', async () => {
  await note(activity(2), activity(1));
  const { NextToken } = await describeActivities({ MaxResults: 1 });
  const ResourceId = 'service/spree-local-cluster/other';
  const refused = { __type: 'InvalidNextTokenException', Message: 'The NextToken value is not valid' };
  expect(await describeActivities({ NextToken, ResourceId })).toEqual(refused);
  expect(await describeActivities({ NextToken: '' })).toEqual(refused);
  const rest = await describeActivities({ NextToken, IncludeNotScaledActivities: true });
  expect(rest.ScalingActivities).toHaveLength(1);
});

test('a dimension needs its resource', async () => {
  expect(await describeActivities({ ResourceId: undefined })).toMatchObject({
    __type: 'ValidationException',
  });
});
