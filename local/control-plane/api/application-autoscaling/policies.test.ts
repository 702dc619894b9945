import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleTime } from '../testing/sample-state.ts';
import {
  type Answer,
  type ScalingEndpoint,
  scalingEndpoint,
  web,
  webId,
} from './testing/scaling-endpoint.ts';

let endpoint: ScalingEndpoint;
const call: ScalingEndpoint['call'] = (operation, input) => endpoint.call(operation, input);

beforeEach(async () => {
  endpoint = await scalingEndpoint();
  await call('RegisterScalableTarget', { ...web, MinCapacity: 2, MaxCapacity: 10 });
});

afterEach(() => endpoint.close());

const put = (PolicyName: string, changes: object) =>
  call('PutScalingPolicy', { ...web, PolicyName, ...changes });
const cpu = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' };
const tracking = (changes: object = {}) => ({
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 50,
    PredefinedMetricSpecification: cpu,
    ...changes,
  },
});
const oneStep = [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }];
const stepping = (changes: object = {}) => ({
  PolicyType: 'StepScaling',
  StepScalingPolicyConfiguration: {
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: oneStep,
    ...changes,
  },
});
const predictive = {
  PolicyType: 'PredictiveScaling',
  PredictiveScalingPolicyConfiguration: {
    Mode: 'ForecastOnly',
    MetricSpecifications: [
      {
        TargetValue: 50,
        PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' },
      },
    ],
  },
};
const invalid = (message: string) => ({ __type: 'ValidationException', message });

async function described(filter: object = {}): Promise<readonly Answer[]> {
  const { ScalingPolicies } = await call('DescribeScalingPolicies', { ServiceNamespace: 'ecs', ...filter });
  return Array.isArray(ScalingPolicies) ? ScalingPolicies : [];
}

const alarmsInState = () => Object.values(endpoint.controlPlane.persisted().alarms ?? {});

describe('a target tracking policy', () => {
  test('is made with its alarms, and described as it was given', async () => {
    const answer = await put('cpu', tracking());
    expect(answer).toEqual({
      PolicyARN: expect.stringMatching(
        /^arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:[0-9a-f-]{36}:resource\/ecs\/service\/spree-local-cluster\/spree-local-web:policyName\/cpu$/,
      ),
      Alarms: alarmsInState().map(({ definition: { alarmName } }) => ({
        AlarmName: alarmName,
        AlarmARN: `arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:${alarmName}`,
      })),
    });
    expect(alarmsInState()).toHaveLength(2);
    expect(await described()).toEqual([
      {
        ...{ ...answer, ...web, ...tracking() },
        ...{ PolicyName: 'cpu', CreationTime: sampleTime / 1000 },
      },
    ]);
  });

  test('keeps its metric when a change leaves it out, and loses its low alarm when it must not scale in', async () => {
    await put('cpu', tracking({ ScaleInCooldown: 13 }));
    const answer = await put('cpu', {
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, DisableScaleIn: true },
    });
    expect(answer.Alarms).toHaveLength(1);
    expect(await described()).toMatchObject([
      {
        TargetTrackingScalingPolicyConfiguration: {
          ...{ DisableScaleIn: true, TargetValue: 60 },
          PredefinedMetricSpecification: cpu,
        },
      },
    ]);
    expect(
      alarmsInState().map(({ definition }) => definition.kind === 'metric' && definition.threshold),
    ).toEqual([60]);
    const [policy] = await described();
    expect(policy?.TargetTrackingScalingPolicyConfiguration).not.toHaveProperty('ScaleInCooldown');
  });

  test('tracks a customised metric, whose dimensions are shown even if there are none', async () => {
    const metric = { Namespace: 'Store', MetricName: 'Load', Statistic: 'Sum', Unit: 'Count' };
    await put('load', {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 1, CustomizedMetricSpecification: metric },
    });
    expect(await described()).toMatchObject([
      {
        TargetTrackingScalingPolicyConfiguration: {
          CustomizedMetricSpecification: { ...metric, Dimensions: [] },
        },
      },
    ]);
    expect(alarmsInState()[0]?.definition).toMatchObject({
      watched: { kind: 'metric', stat: 'Sum', unit: 'Count', periodSeconds: 60 },
    });
  });

  const backlog = [
    {
      Id: 'm1',
      MetricStat: { Metric: { Namespace: 'AWS/SQS', MetricName: 'Visible' }, Stat: 'Sum' },
      ReturnData: false,
    },
    {
      Id: 'm2',
      MetricStat: { Metric: { Namespace: 'AWS/ECS', MetricName: 'LiveTaskCount' }, Stat: 'Average' },
      ReturnData: false,
    },
    { Id: 'e1', Expression: 'm1 / m2', Label: 'Backlog of a task' },
  ];
  const math = (Metrics: readonly object[]) =>
    put('backlog', {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 10,
        CustomizedMetricSpecification: { Metrics },
      },
    });

  test('tracks metric math, of which each query has a minute', async () => {
    await math(backlog);
    expect(await described()).toMatchObject([
      {
        TargetTrackingScalingPolicyConfiguration: {
          CustomizedMetricSpecification: {
            Dimensions: [],
            Metrics: [
              { MetricStat: { Metric: { Dimensions: [] } } },
              {},
              { Expression: 'm1 / m2', ReturnData: true },
            ],
          },
        },
      },
    ]);
    expect(alarmsInState()[0]?.definition).toMatchObject({
      threshold: 10,
      watched: {
        kind: 'math',
        queries: [
          { id: 'm1', metricStat: { periodSeconds: 60 }, returnData: false },
          {},
          { id: 'e1', expression: 'm1 / m2', periodSeconds: 60, returnData: true },
        ],
      },
    });
  });

  test.each([
    ['of which two return data', backlog.map((query) => ({ ...query, ReturnData: true }))],
    ['of which none returns data', backlog.map((query) => ({ ...query, ReturnData: false }))],
    ['with two queries of one id', [...backlog, { ...backlog[0], Expression: undefined }]],
    ['with a query of both kinds', [{ ...backlog[0], Expression: '1', ReturnData: true }]],
  ])('with metric math %s is refused, and what was there stays', async (_which, queries) => {
    await math(backlog);
    const before = await described();
    expect(await math(queries)).toMatchObject({ __type: 'FailedResourceAccessException' });
    expect(await described()).toEqual(before);
  });

  test('is refused where another one tracks the same metric', async () => {
    await put('cpu', tracking());
    expect(await put('other', tracking({ TargetValue: 60 }))).toEqual(
      invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.'),
    );
  });

  test('by high-resolution metrics is refused while the service does not publish them', async () => {
    const fast = { PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution' };
    expect(await put('cpu', tracking({ PredefinedMetricSpecification: fast }))).toEqual(
      invalid('High-resolution metrics are not fully enabled on the ECS service.'),
    );
  });
});

test('a step scaling policy has the alarms that name it, and keeps its steps when a change leaves them out', async () => {
  const { PolicyARN, Alarms } = await put('steps', stepping());
  expect(Alarms).toEqual([]);
  await put('steps', { StepScalingPolicyConfiguration: { Cooldown: 17 } });
  expect(await described()).toMatchObject([{ PolicyARN, ...stepping({ Cooldown: 17 }) }]);
  await put('steps', { StepScalingPolicyConfiguration: {} });
  await put('steps', {});
  expect(await described()).toMatchObject([{ PolicyARN, ...stepping() }]);
  const [policy] = await described();
  expect(policy?.StepScalingPolicyConfiguration).not.toHaveProperty('Cooldown');
});

test('a predictive policy is recorded: its answer and the events of the service say that it never acts', async () => {
  const answer = await put('forecast', predictive);
  expect(answer).toMatchObject({ Alarms: [], LocalNote: expect.stringContaining('never acts') });
  expect(await described()).toMatchObject([{ PolicyName: 'forecast', ...predictive }]);
  const [event] = endpoint.controlPlane.state().services['spree-local-web']?.events ?? [];
  expect(event?.message).toContain('The predictive scaling policy forecast is recorded.');
});

/** As AWS answered in an account. */
test.each<[string, object, string]>([
  ['without a type', {}, 'Scaling policy type must be specified'],
  [
    'of an unknown type',
    { PolicyType: 'SimpleScaling' },
    "1 validation error detected: Value 'SimpleScaling' at 'policyType' failed to satisfy constraint: Member must satisfy enum value set: [PredictiveScaling, RightSizing, StepScaling, TargetTrackingScaling]",
  ],
  ['without steps', { PolicyType: 'StepScaling' }, 'StepScaling policy configuration must be specified'],
  [
    'without an adjustment',
    { PolicyType: 'StepScaling', StepScalingPolicyConfiguration: {} },
    'Adjustment type must be specified',
  ],
  ['with no step', stepping({ StepAdjustments: [] }), 'There must be at least one step adjustment'],
  [
    'with a gap',
    stepping({
      StepAdjustments: [
        { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
        { MetricIntervalLowerBound: 1, ScalingAdjustment: 1 },
      ],
    }),
    'Step adjustment intervals cannot have gaps between them',
  ],
  [
    'with an overlap',
    stepping({
      StepAdjustments: [
        { MetricIntervalUpperBound: 2, ScalingAdjustment: -1 },
        { MetricIntervalLowerBound: 1, ScalingAdjustment: 1 },
      ],
    }),
    'Step adjustment intervals cannot overlap',
  ],
  [
    'with a magnitude of no percentage',
    stepping({ MinAdjustmentMagnitude: 2 }),
    'Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity',
  ],
  ['with a cooldown below 0', stepping({ Cooldown: -1 }), 'Cooldown must be nonnegative'],
  [
    'without a target',
    { PolicyType: 'TargetTrackingScaling' },
    'TargetTrackingScaling policy configuration must be specified',
  ],
  [
    'with a target of 0',
    tracking({ TargetValue: 0 }),
    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '0.0'.",
  ],
  [
    'with a target below 0',
    tracking({ TargetValue: -1 }),
    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '-1.0'.",
  ],
  [
    'without a metric',
    { PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 } },
    'PredefinedMetricSpecification or CustomizedMetricSpecification must be set for target tracking scaling.',
  ],
  [
    'with two metrics',
    tracking({ CustomizedMetricSpecification: { Namespace: 'a', MetricName: 'b', Statistic: 'Average' } }),
    'Only one of PredefinedMetricSpecification or CustomizedMetricSpecification can be set for target tracking scaling.',
  ],
  [
    'by requests of no target group',
    tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' } }),
    'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
  ],
  [
    'without the target value',
    {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: cpu },
    },
    "1 validation error detected: Value null at 'targetTrackingScalingPolicyConfiguration.targetValue' failed to satisfy constraint: Member must not be null",
  ],
  [
    'of two kinds',
    { ...tracking(), ...stepping() },
    'You must only provide a single scaling policy configuration, which must match the scaling policy type specified.',
  ],
  [
    'without a forecast',
    { PolicyType: 'PredictiveScaling' },
    'You must specify PredictiveScalingConfiguration.',
  ],
])('a policy is refused: %s', async (_why, changes, message) => {
  expect(await put('policy', changes)).toEqual(invalid(message));
  expect(await described()).toEqual([]);
});

test.each(['caf\u00e9', 'face-\u{1F600}', 'tab\t', 'line\n', 'nul\0', 'del\u007f', 'space\u00a0'])(
  'a policy is refused whose name is "%s": AWS takes printable ASCII',
  async (name) => {
    expect(await put(name, stepping())).toEqual(
      invalid(
        `1 validation error detected: Value '${name}' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{Print}+`,
      ),
    );
  },
);

test('a policy may have any printable name', async () => {
  expect(await put('a b!~', stepping())).toMatchObject({
    PolicyARN: expect.stringMatching(/policyName\/a b!~$/),
  });
});

test('a step scaling policy stays one', async () => {
  await put('steps', stepping());
  expect(await put('steps', tracking())).toEqual(
    invalid('You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.'),
  );
});

test('a policy of a target that is not registered is not found', async () => {
  const ResourceId = 'service/spree-local-cluster/other';
  expect(await call('PutScalingPolicy', { ...web, ResourceId, PolicyName: 'a', ...stepping() })).toEqual({
    __type: 'ObjectNotFoundException',
    message: `No scalable target registered for service namespace: ecs, resource ID: ${ResourceId}, scalable dimension: ecs:service:DesiredCount`,
  });
});

test('a policy is deleted once, with its alarms', async () => {
  await put('cpu', tracking());
  expect(await call('DeleteScalingPolicy', { ...web, PolicyName: 'cpu' })).toEqual({});
  expect([await described(), alarmsInState()]).toEqual([[], []]);
  expect(await call('DeleteScalingPolicy', { ...web, PolicyName: 'cpu' })).toMatchObject({
    __type: 'ObjectNotFoundException',
    message: expect.stringContaining(`resource ID: ${webId}`),
  });
});

describe('the list of policies', () => {
  const page = async (changes: object) => {
    const answer = await call('DescribeScalingPolicies', { ServiceNamespace: 'ecs', ...changes });
    const policies = Array.isArray(answer.ScalingPolicies) ? answer.ScalingPolicies : [];
    return { names: policies.map(({ PolicyName }) => PolicyName), token: answer.NextToken };
  };
  const names = Array.from({ length: 12 }, (_, index) => `p${String(index).padStart(2, '0')}`);

  beforeEach(async () => {
    for (const name of names) await put(name, stepping());
  });

  test('has ten a page, and a token for the rest', async () => {
    const first = await page({});
    expect(first).toEqual({ names: names.slice(0, 10), token: expect.any(String) });
    expect(await page({ NextToken: first.token })).toEqual({ names: names.slice(10), token: undefined });
    expect((await page({ MaxResults: 11 })).names).toHaveLength(10);
  });

  test.each([0, -1])('is empty for a page of %s', async (MaxResults) => {
    expect(await page({ MaxResults })).toEqual({ names: [], token: undefined });
  });

  test('is filtered by name and by resource', async () => {
    expect((await page({ PolicyNames: ['p03', 'missing'] })).names).toEqual(['p03']);
    expect((await page({ ResourceId: 'service/spree-local-cluster/other' })).names).toEqual([]);
  });

  test('refuses a token that is not its own', async () => {
    const { token } = await page({});
    const refused = { __type: 'InvalidNextTokenException', message: 'The NextToken value is not valid' };
    const describe = (changes: object) =>
      call('DescribeScalingPolicies', { ServiceNamespace: 'ecs', ...changes });
    expect(await describe({ NextToken: 'invalid-token' })).toEqual(refused);
    expect(await describe({ NextToken: '' })).toEqual(refused);
    expect(await describe({ NextToken: token, ResourceId: webId })).toEqual(refused);
  });
});
