import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleTime } from '../testing/sample-state.ts';
import { type ScalingEndpoint, scalingEndpoint, web, webId } from './testing/scaling-endpoint.ts';

let endpoint: ScalingEndpoint;
const call: ScalingEndpoint['call'] = (operation, input) => endpoint.call(operation, input);

beforeEach(async () => {
  endpoint = await scalingEndpoint();
});

afterEach(() => endpoint.close());

const register = (changes: object) => call('RegisterScalableTarget', { ...web, ...changes });
const bounds = { MinCapacity: 2, MaxCapacity: 10 };
const desiredCount = () => endpoint.controlPlane.state().services['spree-local-web']?.desiredCount;
const invalid = (Message: string) => ({ __type: 'ValidationException', Message });

const described = async () =>
  (await call('DescribeScalableTargets', { ServiceNamespace: 'ecs' })).ScalableTargets;

describe('a target', () => {
  test('is registered and described as AWS describes it', async () => {
    const registered = await register(bounds);
    const arn = expect.stringMatching(
      /^arn:aws:application-autoscaling:ap-southeast-1:000000000000:scalable-target\/0ec5[0-9a-f]{32}$/,
    );
    expect(registered).toEqual({ ScalableTargetARN: arn });
    expect(await described()).toEqual([
      {
        ...web,
        ...bounds,
        CreationTime: sampleTime / 1000,
        RoleARN:
          'arn:aws:iam::000000000000:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
        ScalableTargetARN: arn,
        SuspendedState: {
          DynamicScalingInSuspended: false,
          DynamicScalingOutSuspended: false,
          ScheduledScalingSuspended: false,
        },
      },
    ]);
  });

  test('that is registered again changes only what is given, and its bounds take effect at once', async () => {
    await register(bounds);
    await register({ MinCapacity: 4 });
    expect(desiredCount()).toBe(4);
    await register({ MinCapacity: 1, MaxCapacity: 3 });
    expect(desiredCount()).toBe(3);
    await register({ SuspendedState: { DynamicScalingInSuspended: true } });
    expect(await described()).toMatchObject([
      {
        ...{ MinCapacity: 1, MaxCapacity: 3 },
        SuspendedState: { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: false },
      },
    ]);
    const { ScalingActivities } = await call('DescribeScalingActivities', web);
    expect(ScalingActivities).toHaveLength(2);
    expect(ScalingActivities).toContainEqual({
      ActivityId: expect.any(String),
      ...web,
      Description: 'Setting desired count to 3.',
      Cause: 'maximum capacity was set to 3',
      StartTime: sampleTime / 1000,
      StatusCode: 'InProgress',
      StatusMessage: 'Successfully set desired count to 3. Waiting for change to be fulfilled by ecs.',
    });
  });

  test('is deregistered once, and its activities stay', async () => {
    await register({ ...bounds, MinCapacity: 3 });
    expect(await call('DeregisterScalableTarget', web)).toEqual({});
    expect(await described()).toEqual([]);
    expect((await call('DescribeScalingActivities', web)).ScalingActivities).toHaveLength(1);
    expect(await call('DeregisterScalableTarget', web)).toEqual({
      __type: 'ObjectNotFoundException',
      Message: `No scalable target found for service namespace: ecs, resource ID: ${webId}, scalable dimension: ecs:service:DesiredCount`,
    });
  });
});

/** As AWS answered in an account. */
test.each([
  ['without capacities', {}, 'Minimum capacity must be specified'],
  ['without a maximum', { MinCapacity: 1 }, 'Maximum capacity must be specified'],
  [
    'for a service that is not there',
    { ...bounds, ResourceId: 'service/spree-local-cluster/missing' },
    "ECS service doesn't exist: service/spree-local-cluster/missing",
  ],
  [
    'for an ARN',
    { ...bounds, ResourceId: `arn:aws:ecs:ap-southeast-1:000000000000:${webId}` },
    'Unsupported service namespace, resource type or scalable dimension',
  ],
  ['with a role that is none', { ...bounds, RoleARN: 'not-an-arn' }, "'not-an-arn' is not a valid ARN"],
  [
    'with an empty role',
    { ...bounds, RoleARN: '' },
    "1 validation error detected: Value '' at 'roleARN' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  ['below 0', { MinCapacity: -1, MaxCapacity: 0 }, 'Minimum capacity cannot be less than 0'],
  [
    'with bounds that cross',
    { MinCapacity: 0, MaxCapacity: -1 },
    'Maximum capacity cannot be less than minimum capacity',
  ],
  ['with no tags', { ...bounds, Tags: {} }, 'Tags cannot be empty'],
  [
    'with tags of AWS',
    { ...bounds, Tags: { 'aws:probe': 'x' } },
    'Caller is an end user and not allowed to mutate system tags',
  ],
  [
    'of another service of AWS',
    { ...bounds, ServiceNamespace: 'dynamodb' },
    'The local environment scales services of ECS alone: the namespace dynamodb is not supported.',
  ],
  [
    'of no namespace',
    { ...bounds, ServiceNamespace: undefined },
    "1 validation error detected: Value null at 'serviceNamespace' failed to satisfy constraint: Member must not be null",
  ],
])('a target is refused: %s', async (_why, changes, message) => {
  expect(await register(changes)).toEqual(invalid(message));
  expect(await described()).toEqual([]);
});

test.each([
  ['DescribeScalableTargets', 'ScalableTargets'],
  ['DescribeScalingPolicies', 'ScalingPolicies'],
  ['DescribeScheduledActions', 'ScheduledActions'],
  ['DescribeScalingActivities', 'ScalingActivities'],
])('%s returns nothing for other AWS services', async (operation, member) => {
  await register(bounds);
  expect(await call(operation, { ServiceNamespace: 'dynamodb' })).toEqual({ [member]: [] });
  const table = { ResourceId: 'table/orders', ScalableDimension: 'dynamodb:table:ReadCapacityUnits' };
  const filter = operation === 'DescribeScalableTargets' ? {} : table;
  expect(await call(operation, { ServiceNamespace: 'dynamodb', ...filter })).toEqual({ [member]: [] });
});

test.each(['DescribeScalingPolicies', 'DescribeScheduledActions', 'DescribeScalingActivities'])(
  '%s rejects a dimension without its resource',
  async (operation) => {
    const { ResourceId: _, ...dimension } = web;
    expect(await call(operation, dimension)).toEqual(
      invalid('Scalable dimension cannot be specified without a resource ID'),
    );
  },
);

test('a misspelt dimension is rejected with a list of the valid ones', async () => {
  expect(await register({ ...bounds, ScalableDimension: 'ecs:service:desiredCount' })).toEqual(
    invalid(
      expect.stringMatching(
        /^1 validation error detected: Value 'ecs:service:desiredCount' at 'scalableDimension' failed to satisfy constraint: Member must satisfy enum value set: \[cassandra:table:WriteCapacityUnits, .*, elasticmapreduce:instancegroup:InstanceCount\]$/,
      ),
    ),
  );
});

describe('tags', () => {
  const tagged = async () => {
    const { ScalableTargetARN: ResourceARN } = await register({ ...bounds, Tags: { team: 'shop' } });
    return {
      tag: (Tags: object) => call('TagResource', { ResourceARN, Tags }),
      untag: (TagKeys: readonly string[]) => call('UntagResource', { ResourceARN, TagKeys }),
      list: async () => (await call('ListTagsForResource', { ResourceARN })).Tags,
    };
  };

  test('are listed, added, overwritten and removed', async () => {
    const { tag, untag, list } = await tagged();
    expect(await tag({ added: 'one' })).toEqual({});
    await tag({ added: 'two' });
    expect(await list()).toEqual({ team: 'shop', added: 'two' });
    expect(await untag(['added', 'missing'])).toEqual({});
    expect(await list()).toEqual({ team: 'shop' });
  });

  test('are rejected if they are invalid', async () => {
    const { tag, untag } = await tagged();
    expect(await tag({})).toEqual(invalid('Tags cannot be empty'));
    expect(await untag([])).toEqual(invalid('TagKeys cannot be null or empty'));
    expect(await tag({ '': 'x' })).toEqual(
      invalid(
        "1 validation error detected: Value '{=x}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
      ),
    );
  });

  test('cannot be given to a target that is already registered', async () => {
    await register(bounds);
    expect(await register({ Tags: { replacement: 'yes' } })).toEqual(
      invalid(
        'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.',
      ),
    );
  });

  test('do not exist for a resource that is not a target', async () => {
    const ResourceARN = 'arn:aws:application-autoscaling:ap-southeast-1:000000000000:scalable-target/0ec5ab';
    expect(await call('ListTagsForResource', { ResourceARN })).toEqual({
      __type: 'ResourceNotFoundException',
      Message: 'Scalable Target not found',
    });
    expect(await call('ListTagsForResource', { ResourceARN: 'arn:aws:ecs:x' })).toEqual(
      invalid(
        "1 validation error detected: Value 'arn:aws:ecs:x' at 'resourceARN' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\\/[a-zA-Z0-9-]+$",
      ),
    );
  });
});

test('an unknown operation is rejected by name', async () => {
  expect(await call('GetPredictiveScalingForecast', web)).toMatchObject({
    __type: 'UnknownOperationException',
    Message: expect.stringContaining('"GetPredictiveScalingForecast" of Application Auto Scaling'),
  });
});
