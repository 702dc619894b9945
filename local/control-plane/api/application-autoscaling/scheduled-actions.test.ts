import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleTime } from '../testing/sample-state.ts';
import { type ScalingEndpoint, scalingEndpoint, web, webId } from './testing/scaling-endpoint.ts';

let endpoint: ScalingEndpoint;
const call: ScalingEndpoint['call'] = (operation, input) => endpoint.call(operation, input);

beforeEach(async () => {
  endpoint = await scalingEndpoint();
  await call('RegisterScalableTarget', { ...web, MinCapacity: 2, MaxCapacity: 10 });
});

afterEach(() => endpoint.close());

const put = (changes: object, ScheduledActionName = 'morning') =>
  call('PutScheduledAction', { ...web, ScheduledActionName, ...changes });
const described = async (filter: object = {}) =>
  (await call('DescribeScheduledActions', { ServiceNamespace: 'ecs', ...filter })).ScheduledActions;
const bounds = { MinCapacity: 4, MaxCapacity: 8 };
const once = { Schedule: 'at(2099-01-01T00:00:00)', ScalableTargetAction: bounds };
const invalid = (Message: string) => ({ __type: 'ValidationException', Message });

describe('a scheduled action', () => {
  test('is created, and described as AWS describes it', async () => {
    expect(await put(once)).toEqual({});
    expect(await described()).toEqual([
      {
        ...web,
        ...once,
        ScheduledActionName: 'morning',
        ScheduledActionARN: expect.stringMatching(
          /^arn:aws:autoscaling:ap-southeast-1:000000000000:scheduledAction:[0-9a-f-]{36}:resource\/ecs\/service\/spree-local-cluster\/spree-local-web:scheduledActionName\/morning$/,
        ),
        CreationTime: sampleTime / 1000,
      },
    ]);
  });

  test('keeps what an update omits, except for its start and end', async () => {
    const window = { StartTime: 1_821_145_163, EndTime: 1_821_231_563 };
    const daily = {
      Schedule: 'cron(0 1 * * ? *)',
      Timezone: 'America/New_York',
      ScalableTargetAction: bounds,
    };
    await put({ ...daily, ...window });
    expect(await described()).toMatchObject([{ ...daily, ...window }]);
    await put({ ScalableTargetAction: { MinCapacity: 3 } });
    const [action] = [await described()].flat();
    expect(action).toMatchObject({ ...daily, ScalableTargetAction: { MinCapacity: 3 } });
    expect(action).not.toHaveProperty('StartTime');
    expect(action).not.toHaveProperty('ScalableTargetAction.MaxCapacity');
  });

  test('is deleted, once', async () => {
    await put(once);
    const name = { ...web, ScheduledActionName: 'morning' };
    expect(await call('DeleteScheduledAction', name)).toEqual({});
    expect(await described()).toEqual([]);
    expect(await call('DeleteScheduledAction', name)).toEqual({
      __type: 'ObjectNotFoundException',
      Message: `No scheduled action found for service namespace: ecs, resource ID: ${webId}, scalable dimension: ecs:service:DesiredCount, scheduled action name: morning`,
    });
  });

  test('of a target that is not registered is not found', async () => {
    const ResourceId = 'service/spree-local-cluster/other';
    expect(await put({ ...once, ResourceId })).toMatchObject({ __type: 'ObjectNotFoundException' });
  });

  test.each(['rate(1 days)', 'rate(1 day)'])('may be due at %s', async (Schedule) => {
    expect(await put({ ...once, Schedule })).toEqual({});
  });

  test('may have been due in the past, and stays', async () => {
    const Schedule = 'at(2020-01-01T00:00:00)';
    expect(await put({ ...once, Schedule })).toEqual({});
    expect(await described()).toMatchObject([{ Schedule }]);
  });

  test('with numbers for days of the week is taken, and an event of the service says how they are counted', async () => {
    const newest = () => endpoint.controlPlane.state().services['spree-local-web']?.events[0]?.message;
    await put({ ...once, Schedule: 'cron(0 8 ? * MON *)' });
    expect(newest()).not.toContain('morning');
    expect(await put({ ...once, Schedule: 'cron(0 8 ? * 2 *)' })).toEqual({});
    expect(newest()).toBe(
      'Message: The scheduled action morning has numbers for days of the week. 1 is Sunday here, and may be Monday on AWS: use names, such as cron(0 8 ? * MON *).',
    );
  });
});

test('scheduled actions are filtered by name, and listed in pages', async () => {
  for (const name of ['a', 'b', 'c']) await put(once, name);
  expect(await described({ ScheduledActionNames: ['b'] })).toMatchObject([{ ScheduledActionName: 'b' }]);
  const first = await call('DescribeScheduledActions', { ServiceNamespace: 'ecs', MaxResults: 2 });
  expect(first.ScheduledActions).toHaveLength(2);
  expect(await described({ NextToken: first.NextToken })).toMatchObject([{ ScheduledActionName: 'c' }]);
});

const details = 'Invalid schedule expression. Details: Invalid CRON expression:';

/** As AWS answered in an account. */
test.each<[string, object, string]>([
  ['of nothing', {}, 'ScalableTargetAction must be set'],
  ['without bounds', { Schedule: once.Schedule }, 'ScalableTargetAction must be set'],
  ['without a schedule', { ScalableTargetAction: bounds }, 'Schedule must be set'],
  [
    'of no bounds',
    { ...once, ScalableTargetAction: {} },
    'At least one of minimum capacity and maximum capacity should be provided',
  ],
  [
    'below 0',
    { ...once, ScalableTargetAction: { MinCapacity: -1 } },
    'Minimum capacity cannot be less than 0',
  ],
  [
    'with bounds that cross',
    { ...once, ScalableTargetAction: { MinCapacity: 5, MaxCapacity: 4 } },
    'Maximum capacity cannot be less than minimum capacity',
  ],
  [
    'of five fields',
    { ...once, Schedule: 'cron(0 1 * * *)' },
    `${details} error at position 9, details: Unexpected end of expression.`,
  ],
  [
    'with both days',
    { ...once, Schedule: 'cron(0 1 * * * *)' },
    `${details} error at position 0, details: Specifying both a day-of-week AND a day-of-month parameter is not supported.`,
  ],
  [
    'of no days',
    { ...once, Schedule: 'rate(0 days)' },
    "Invalid schedule frequency. Run for '1970-01-01T00:00:00.000Z' and '1970-01-01T00:00:00.000Z' are less than 60 seconds apart",
  ],
  ['in no zone', { ...once, Timezone: 'Mars/Olympus' }, 'Invalid schedule timezone: Mars/Olympus'],
  [
    'in an empty zone',
    { ...once, Timezone: '' },
    "1 validation error detected: Value '' at 'timezone' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'that ends before it starts',
    { ...once, StartTime: 1_821_231_563, EndTime: 1_821_145_163 },
    'StartTime must be before EndTime',
  ],
])('a scheduled action is refused: %s', async (_why, changes, message) => {
  expect(await put(changes)).toEqual(invalid(message));
  expect(await described()).toEqual([]);
});

test.each(['a:b', 'a/b', 'a|b', 'a\nb', ' a', 'a '])(
  'a scheduled action is refused whose name is "%s"',
  async (name) => {
    expect(await put(once, name)).toEqual(
      invalid(
        String.raw`1 validation error detected: Value '${name}' at 'scheduledActionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!((^[ ]+.*)|(.*([\u0000-\u001f]|[\u007f-\u009f]|[:/|])+.*)|(.*[ ]+$))).+`,
      ),
    );
    expect(await put(once, 'a b-c_d.e')).toEqual({});
  },
);

test.each([
  ['at(2099-02-30T00:00:00)', 'Invalid schedule at DateTime expression: Cannot parse "2099-02-30T00:00:00"'],
  ['rate(2 weeks)', 'Invalid rate expression'],
  ['every day', 'neither at(...), rate(...) nor cron(...)'],
])('a schedule is refused that cannot be read: %s', async (Schedule, words) => {
  expect(await put({ ...once, Schedule })).toEqual(invalid(expect.stringContaining(words)));
});
