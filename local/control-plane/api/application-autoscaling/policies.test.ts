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
const invalid = (Message: string) => ({ __type: 'ValidationException', Message });

async function described(filter: object = {}): Promise<readonly Answer[]> {
  const { ScalingPolicies } = await call('DescribeScalingPolicies', { ServiceNamespace: 'ecs', ...filter });
  return Array.isArray(ScalingPolicies) ? ScalingPolicies : [];
}

const alarmsInState = () => Object.values(endpoint.controlPlane.persisted().alarms ?? {});

describe('a target tracking policy', () => {
  test('is created with its alarms, and described as it was given', async () => {
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

  test('keeps its metric when an update omits it, and loses its low alarm when scale-in is disabled', async () => {
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

  test('tracks a customized metric, whose dimensions are described even if there are none', async () => {
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

  test('tracks metric math, with a period of a minute for each query', async () => {
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

  const expression = (text: string) => [...backlog.slice(0, 2), { Id: 'e1', Expression: text }];

  test.each([
    ['of no queries', [], 'MetricName must not be null'],
    [
      'of which two return data',
      backlog.map((query) => ({ ...query, ReturnData: true })),
      'Exactly one element of the metrics list should return data.',
    ],
    [
      'of which none returns data',
      backlog.map((query) => ({ ...query, ReturnData: false })),
      'Exactly one element of the metrics list should return data.',
    ],
    ['with two queries of one id', [...backlog, { ...backlog[0], Expression: undefined }], 'are not unique'],
    [
      'with a query of both kinds',
      [{ ...backlog[0], Expression: '1', ReturnData: true }],
      'are mutually exclusive',
    ],
    ['that is no expression', expression('m1 /'), "Error in expression 'e1': Invalid syntax"],
    ['of a query that there is not', expression('m1 / m3'), "There is no query with the id 'm3'"],
    [
      'that searches metrics',
      expression("SUM(SEARCH('{Shop}', 'Sum', 60))"),
      "Function 'SEARCH' is not available",
    ],
    ['of several results', expression('METRICS()'), 'The result has to be one time series'],
    [
      'with a capital letter as an id',
      [{ ...backlog[0], Id: 'M1', ReturnData: true }],
      'not matching the expected pattern',
    ],
    [
      'with a statistic that there is not',
      [{ Id: 'm1', MetricStat: { ...backlog[0]?.MetricStat, Stat: 'Median' } }],
      'is not a valid statistic',
    ],
    [
      'with a unit that there is not',
      [{ Id: 'm1', MetricStat: { ...backlog[0]?.MetricStat, Unit: 'Meters' } }],
      "Value 'Meters' at 'metrics.1.member.metricStat.unit'",
    ],
  ])('with metric math %s is refused, and what was there stays', async (_which, queries, message) => {
    await math(backlog);
    const before = await described();
    expect(await math(queries)).toEqual({
      __type: 'FailedResourceAccessException',
      Message: expect.stringContaining(message),
    });
    expect(await described()).toEqual(before);
  });

  test.each([
    ['with the members of one metric beside metric math', { Metrics: [], Statistic: 'Sum' }],
    ['without its statistic', { Namespace: 'Shop', MetricName: 'Latency' }],
  ])('on a customised metric %s is refused', async (_which, CustomizedMetricSpecification) => {
    const changes = { PredefinedMetricSpecification: undefined, CustomizedMetricSpecification };
    expect(await put('latency', tracking(changes))).toEqual(
      invalid('The customized metric specification is not valid.'),
    );
  });

  test('is rejected if another one tracks the same metric', async () => {
    await put('cpu', tracking());
    expect(await put('other', tracking({ TargetValue: 60 }))).toEqual(
      invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.'),
    );
  });

  const latency = { Namespace: 'Shop', MetricName: 'Latency', Statistic: 'Sum' };
  const latencyQuery = (changes: object = {}) => ({
    Id: 'm1',
    MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Latency' }, Stat: 'Sum', ...changes },
  });
  const onOwn = (PolicyName: string, CustomizedMetricSpecification: object) =>
    put(PolicyName, tracking({ PredefinedMetricSpecification: undefined, CustomizedMetricSpecification }));

  test.each([
    ['in a unit', { ...latency, Unit: 'Seconds' }],
    ['as a query', { Metrics: [latencyQuery()] }],
    ['as a query with another id and a unit', { Metrics: [{ ...latencyQuery({ Unit: 'None' }), Id: 'm2' }] }],
  ])('is refused where another one tracks the same customised metric: %s', async (_how, metric) => {
    await onOwn('latency', latency);
    expect(await onOwn('other', metric)).toEqual(
      invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.'),
    );
  });

  test.each([
    ['another statistic', { ...latency, Statistic: 'Average' }],
    ['another dimension', { ...latency, Dimensions: [{ Name: 'Queue', Value: 'mail' }] }],
    [
      'an expression of it',
      {
        Metrics: [
          { ...latencyQuery(), ReturnData: false },
          { Id: 'e1', Expression: 'm1 * 2' },
        ],
      },
    ],
  ])('may track %s beside another one', async (_what, metric) => {
    await onOwn('latency', latency);
    expect(await onOwn('other', metric)).toHaveProperty('PolicyARN');
  });

  const requestsOf = (ResourceLabel: string) =>
    put(
      'requests',
      tracking({
        PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel },
      }),
    );

  test('by requests needs a target group of the service, whatever the load balancer', async () => {
    expect(await requestsOf('app/a/b/targetgroup/c/d')).toEqual(
      invalid(`Target group targetgroup/c/d is not attached to resource ${webId}`),
    );
    const label = 'app/missing/0000000000000000/targetgroup/spree-local-web/0123456789abcdef';
    expect(await requestsOf(label)).toHaveProperty('PolicyARN');
  });

  test('on high-resolution metrics is rejected while the service does not publish them', async () => {
    const fast = { PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution' };
    expect(await put('cpu', tracking({ PredefinedMetricSpecification: fast }))).toEqual(
      invalid('High-resolution metrics are not fully enabled on the ECS service.'),
    );
  });
});

test('a step scaling policy has the alarms that refer to it, and keeps its steps when an update omits them', async () => {
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

test('a predictive policy is only recorded: the response and the events of the service say that it never acts', async () => {
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
    'with a step without bounds',
    stepping({ StepAdjustments: [{ ScalingAdjustment: 1 }] }),
    'Both lower and upper bounds of a step adjustment cannot be left unspecified',
  ],
  [
    'with a step that ends before it begins',
    stepping({
      StepAdjustments: [
        { MetricIntervalLowerBound: 2, MetricIntervalUpperBound: 1, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 1, ScalingAdjustment: 2 },
      ],
    }),
    'Lower bound must be less than upper bound for a step adjustment',
  ],
  [
    'with two steps without lower bounds',
    stepping({
      StepAdjustments: [
        { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
        { MetricIntervalUpperBound: -5, ScalingAdjustment: -2 },
      ],
    }),
    'At most one step adjustment may have an unspecified lower bound',
  ],
  [
    'with two steps without upper bounds',
    stepping({ StepAdjustments: [...oneStep, { MetricIntervalLowerBound: 5, ScalingAdjustment: 2 }] }),
    'At most one step adjustment may have an unspecified upper bound',
  ],
  [
    'with an end below the threshold',
    stepping({
      StepAdjustments: [{ MetricIntervalLowerBound: -5, MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
    }),
    'There must be a step adjustment with an unspecified lower bound when one step adjustment has a negative lower bound',
  ],
  [
    'with an end above the threshold',
    stepping({
      StepAdjustments: [{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 }],
    }),
    'There must be a step adjustment with an unspecified upper bound when one step adjustment has a positive upper bound',
  ],
  [
    'with fewer than no tasks',
    stepping({
      AdjustmentType: 'ExactCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: -1 }],
    }),
    'Scaling adjustment cannot be less than 0 when adjustment type is ExactCapacity',
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
    'by requests of a label that names no load balancer',
    tracking({
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: 'targetgroup/web/0123456789abcdef',
      },
    }),
    "Invalid resource label 'targetgroup/web/0123456789abcdef' for predefined metric type ALBRequestCountPerTarget",
  ],
  [
    'by CPU with a label',
    tracking({ PredefinedMetricSpecification: { ...cpu, ResourceLabel: 'app/a/b/targetgroup/c/d' } }),
    "Invalid resource label 'app/a/b/targetgroup/c/d' for predefined metric type ECSServiceAverageCPUUtilization",
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
  'a policy is rejected if its name is "%s": AWS accepts printable ASCII',
  async (name) => {
    expect(await put(name, stepping())).toEqual(
      invalid(
        `1 validation error detected: Value '${name}' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{Print}+`,
      ),
    );
  },
);

test('a policy can have any printable name', async () => {
  expect(await put('a b!~', stepping())).toMatchObject({
    PolicyARN: expect.stringMatching(/policyName\/a b!~$/),
  });
});

test('the type of a policy cannot be changed', async () => {
  await put('steps', stepping());
  expect(await put('steps', tracking())).toEqual(
    invalid('You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.'),
  );
});

test('a policy of a target that is not registered is not found', async () => {
  const ResourceId = 'service/spree-local-cluster/other';
  expect(await call('PutScalingPolicy', { ...web, ResourceId, PolicyName: 'a', ...stepping() })).toEqual({
    __type: 'ObjectNotFoundException',
    Message: `No scalable target registered for service namespace: ecs, resource ID: ${ResourceId}, scalable dimension: ecs:service:DesiredCount`,
  });
});

test('a policy is deleted once, with its alarms', async () => {
  await put('cpu', tracking());
  expect(await call('DeleteScalingPolicy', { ...web, PolicyName: 'cpu' })).toEqual({});
  expect([await described(), alarmsInState()]).toEqual([[], []]);
  expect(await call('DeleteScalingPolicy', { ...web, PolicyName: 'cpu' })).toMatchObject({
    __type: 'ObjectNotFoundException',
    Message: expect.stringContaining(`resource ID: ${webId}`),
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

  test('has ten policies per page, and a token for the rest', async () => {
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

  test('rejects the token of another list', async () => {
    const { token } = await page({});
    const refused = { __type: 'InvalidNextTokenException', Message: 'The NextToken value is not valid' };
    const describe = (changes: object) =>
      call('DescribeScalingPolicies', { ServiceNamespace: 'ecs', ...changes });
    expect(await describe({ NextToken: 'invalid-token' })).toEqual(refused);
    expect(await describe({ NextToken: '' })).toEqual(refused);
    expect(await describe({ NextToken: token, ResourceId: webId })).toEqual(refused);
  });
});
