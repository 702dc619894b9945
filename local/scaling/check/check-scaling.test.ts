import { describe, expect, test } from 'vitest';
import type { AlarmRule } from '../alarms/alarm.ts';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import type { CheckInput } from './check-input.ts';
import { checkScaling, openFindings } from './check-scaling.ts';
import { checkedPolicy, checkedService, checkInput } from './testing/check-inputs.ts';

const check = (input: CheckInput) => checkScaling(input, {});
const ofService = (changes: Parameters<typeof checkedService>[0]) =>
  check(checkInput({ services: [checkedService(changes)] }));
const cpu = checkedPolicy({ kind: 'cpu' });
const memory = (targetValue = 80, disableScaleIn = false) =>
  checkedPolicy({ kind: 'memory' }, { targetValue, disableScaleIn });
const alarm: AlarmRule = {
  ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
  ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
};
const requests = (targetValue: number) => checkedPolicy({ kind: 'requests' }, { targetValue });

test('a definition without problems has no findings', () => {
  expect(check(checkInput())).toEqual([]);
});

test('a service that is not scaled has no findings either', () => {
  const { scaling: _, ...service } = checkedService();
  expect(check(checkInput({ services: [service] }))).toEqual([]);
});

describe('a policy that can never act', () => {
  test('has a target of requests at which the CPU is fully loaded long before', () => {
    const slow = { facts: { cpuSeconds: 0.128 }, scaling: { policies: [requests(1000)] } };
    expect(ofService(slow)).toEqual([
      {
        rule: 'policy-never-acts',
        logicalId: 'requests',
        message:
          'The policy adds tasks to web above 1000 requests per minute and task, but at 0.13 CPU seconds per request, a task of 0.5 vCPU is fully loaded at 234.',
        mend: 'Set the target to 164 or less, which corresponds to 70 % CPU.',
        numbers: {
          targetValue: 1000,
          cpuSeconds: 0.128,
          taskVcpu: 0.5,
          requestsAtFullCpu: 234.375,
          proposed: 164,
        },
      },
    ]);
  });

  test('gets a proposed target at which CPU reaches its own target', () => {
    const policies = [checkedPolicy({ kind: 'cpu' }, { targetValue: 50 }), requests(3000)];
    const [finding] = ofService({ scaling: { minCapacity: 8, policies } });
    expect(finding?.mend).toBe('Set the target to 1500 or less, which corresponds to 50 % CPU.');
  });

  test('has a target of exactly what a task can serve, but not one below it', () => {
    const rules = (target: number) =>
      ofService({ scaling: { policies: [requests(target)] } }).map(({ rule }) => rule);
    expect([rules(3000), rules(2999)]).toEqual([['policy-never-acts'], []]);
  });

  test('is to be removed where no target is low enough', () => {
    const slow = { facts: { cpuSeconds: 100 }, scaling: { policies: [requests(1000)] } };
    const [finding] = ofService(slow);
    expect(finding?.mend).toBe(
      'Remove the policy: a task serves too few requests per minute to scale by them.',
    );
  });

  test('has no alarm whose action it is', () => {
    const policies = [{ logicalId: 'steps', metric: { kind: 'cpu' as const }, policy: stepPolicy() }];
    expect(ofService({ scaling: { policies } })).toEqual([
      {
        rule: 'policy-never-acts',
        logicalId: 'steps',
        message: 'No alarm of the definition has the step scaling policy steps of web as its action.',
        mend: 'Make the policy an action of an alarm.',
        numbers: {},
      },
    ]);
  });

  test('has a target of 100 % CPU', () => {
    const policies = [checkedPolicy({ kind: 'cpu' }, { targetValue: 100 })];
    expect(ofService({ scaling: { policies } })).toMatchObject([
      {
        rule: 'policy-never-acts',
        logicalId: 'cpu',
        message:
          'The policy adds tasks to web above 100 % CPU, but CPU utilization hardly ever exceeds 100 %.',
        mend: 'Set the target to about 70.',
        numbers: { targetValue: 100 },
      },
    ]);
  });
});

describe('a policy on memory that can never scale in again', () => {
  const holding = (memoryMiB: number, policy = memory(), minCapacity = 2) =>
    ofService({
      ...{ taskMemoryMiB: 1000, facts: { memoryMiB } },
      scaling: { minCapacity, policies: [...(checkedService().scaling?.policies ?? []), policy] },
    });

  test.each([
    [650, 5],
    [600, 3],
  ])('with tasks that hold %i of 1000 MiB keeps %i of them', (memoryMiB, stuckAt) => {
    expect(holding(memoryMiB)).toMatchObject([
      {
        rule: 'policy-never-comes-back',
        logicalId: 'memory',
        numbers: { stuckAt, targetValue: 80, lowThreshold: 72 },
      },
    ]);
  });

  test('suggests a remedy', () => {
    expect(holding(650)[0]).toMatchObject({
      message:
        'Once web has 5 tasks, it never scales in again: a task uses 650 MiB, 65 % of its memory, whatever the load, and AWS expects one task fewer to bring the metric above the target.',
      mend: 'Switch off scale-in for this policy (disableScaleIn), or give tasks 1219 MiB or more.',
    });
    expect(holding(600)[0]?.mend).toBe(
      'Switch off scale-in for this policy (disableScaleIn), raise its target to 90 %, or give tasks 1125 MiB or more.',
    );
  });

  test.each([
    [650, 2, 80, 1219],
    [600, 2, 80, 1125],
    [600, 2, 90, 1000],
    [720, 9, 80, 1001],
  ])(
    'is mended by what it says: %i MiB, at least %i tasks, %i %%',
    (memoryMiB, minCapacity, target, wanted) => {
      const rules = (taskMemoryMiB: number) =>
        ofService({
          ...{ taskMemoryMiB, facts: { memoryMiB } },
          scaling: { minCapacity, policies: [requests(2000), memory(target)] },
        }).map(({ rule, mend }) => [rule, mend]);
      const mend = expect.stringContaining(`give tasks ${wanted} MiB or more.`);
      expect([rules(wanted), rules(wanted - 1)]).toEqual([[], [['policy-never-comes-back', mend]]]);
    },
  );

  test('keeps the last task where the minimum is none', () => {
    expect(holding(100, memory(), 0)[0]).toMatchObject({
      message: expect.stringMatching(/^Once web has 1 task, it never scales in again: a task uses 100 MiB,/),
      mend: 'Switch off scale-in for this policy (disableScaleIn).',
    });
  });

  test('whose low alarm never goes off keeps all tasks', () => {
    expect(holding(720)[0]).toMatchObject({
      message:
        'Once web has 10 tasks, it never scales in again: a task uses 720 MiB, 72 % of its memory, whatever the load, which is not below 72 %, where the policy would agree to scale in.',
      numbers: { stuckAt: 10 },
    });
  });

  test.each([
    ['tasks hold little', () => holding(500)],
    ['it keeps no more than the minimum', () => holding(650, memory(), 5)],
    ['it does not scale in', () => holding(650, memory(80, true))],
    ['it has steps', () => holding(650, { ...memory(), policy: stepPolicy(), alarm })],
  ])('is none where %s', (_, found) => {
    expect(found()).toEqual([]);
  });
});

describe('a metric that is not in proportion to tasks', () => {
  const latency = (isPerTask: boolean) =>
    checkedPolicy({ kind: 'custom', name: 'QueueLatency', isPerTask }, { targetValue: 60 });

  test('jumps to the maximum and back', () => {
    const scaling = { minCapacity: 1, maxCapacity: 5, policies: [cpu, latency(false)] };
    expect(ofService({ scaling })).toEqual([
      {
        rule: 'metric-not-in-proportion',
        logicalId: 'custom',
        message:
          'QueueLatency may not fall in proportion to the number of tasks of web: at 600, the policy goes from 1 task to 5 at once (it requests 10, the maximum is 5), and at 0 straight back to 1.',
        mend: 'Track the backlog per task with metric math (what is waiting, divided by running tasks), or use a step scaling policy.',
        numbers: { targetValue: 60, value: 600, asked: 10, minCapacity: 1, maxCapacity: 5 },
      },
    ]);
  });

  test('jumps from as many tasks as there are', () => {
    const [finding] = ofService({ scaling: { policies: [requests(2000), latency(false)] } });
    expect(finding?.message).toBe(
      'QueueLatency may not fall in proportion to the number of tasks of web: at 600, the policy goes from 2 tasks to 10 at once (it requests 20, the maximum is 10), and at 0 straight back to 2.',
    );
    expect(
      ofService({ scaling: { minCapacity: 0, policies: [requests(2000), latency(false)] } })[0]?.numbers,
    ).toMatchObject({ asked: 10, minCapacity: 0 });
  });

  test.each([
    ['has steps', { policies: [{ ...latency(false), policy: stepPolicy(), alarm }] }],
    ['is one for each task', { policies: [latency(true)] }],
    [
      'is one for each task and large',
      { policies: [{ ...latency(true), policy: trackingPolicy({ targetValue: 9000 }) }] },
    ],
    ['has no room to jump', { minCapacity: 1, maxCapacity: 2, policies: [latency(false)] }],
  ])('is none that %s', (_, scaling) => {
    expect(ofService({ scaling })).toEqual([]);
  });
});

describe('steps to the maximum', () => {
  test('are many with a policy on CPU alone', () => {
    const [finding, ...others] = ofService({ scaling: { policies: [cpu] } });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'slow-to-the-maximum',
      logicalId: 'cpu',
      message: expect.stringMatching(
        /^CPU utilization cannot exceed 100 %, so web goes from 2 to 10 tasks in 4 steps \(3, 5, 8, 10\), which takes about \d+ minutes on AWS\.$/,
      ),
      mend: expect.stringContaining('(2100 per minute correspond to 70 % CPU)'),
      numbers: { minCapacity: 2, maxCapacity: 10, steps: 4 },
    });
    // Three minutes, 150 s and a start of 70 s for the first step, and some minutes for each of the next ones.
    expect(finding?.numbers.minutes).toBe(17);
  });

  test('are mended by other means where there is no load balancer', () => {
    const [finding] = ofService({ targets: [], scaling: { policies: [cpu] } });
    expect(finding?.mend).toBe(
      'Add a policy on the backlog per task or a step scaling policy, use 20-second metrics, or raise the minimum before known peaks.',
    );
  });

  test('are as many if the policy on requests can never act', () => {
    const rules = ofService({ scaling: { policies: [cpu, requests(4000)] } }).map(({ rule }) => rule);
    expect(rules).toEqual(['policy-never-acts', 'slow-to-the-maximum']);
  });

  test.each([
    ['a policy on requests', requests(2000)],
    ['a metric of its own', checkedPolicy({ kind: 'custom', name: 'Backlog', isPerTask: true })],
    ['a step policy', { logicalId: 'steps', metric: { kind: 'cpu' as const }, policy: stepPolicy(), alarm }],
  ])('are fewer with %s', (_, policy) => {
    expect(ofService({ scaling: { policies: [cpu, policy] } })).toEqual([]);
  });

  test('are not those of a policy on memory', () => {
    const policies = [memory()];
    expect(ofService({ facts: { memoryMiB: 10 }, scaling: { policies } })).toEqual([]);
  });

  test('are few if the maximum is close', () => {
    expect(ofService({ scaling: { maxCapacity: 8, policies: [cpu] } })).toEqual([]);
  });

  test('are counted from the first task if the minimum is 0', () => {
    const [finding] = ofService({ scaling: { minCapacity: 0, maxCapacity: 6, policies: [cpu] } });
    // Without a task there is no CPU, so that the simulation never gets there.
    expect(finding?.numbers).toStrictEqual({ minCapacity: 0, maxCapacity: 6, targetValue: 70, steps: 4 });
    expect(finding?.message).toBe(
      'CPU utilization cannot exceed 100 %, so web goes from 0 to 6 tasks in 4 steps (2, 3, 5, 6).',
    );
  });
});

describe('the grace period of a new task', () => {
  test('lasts until its checks have passed', () => {
    expect(ofService({ healthCheckGraceSeconds: 40 })).toEqual([]);
    expect(ofService({ healthCheckGraceSeconds: 39 })).toEqual([
      {
        rule: 'grace-period',
        logicalId: 'Web',
        message:
          'Failed health checks of a new task of web are ignored for 39 s, but the task takes 20 s to answer and 20 s more to become healthy.',
        mend: 'Set the health check grace period to 60 s.',
        numbers: { graceSeconds: 39, bootSeconds: 20, checkSeconds: 20 },
      },
    ]);
  });

  test('does not matter without a load balancer', () => {
    expect(ofService({ healthCheckGraceSeconds: 0, targets: [] })).toEqual([]);
  });

  test('of its container ends after its start period and its retries', () => {
    const withHealth = (startPeriodSeconds: number) => ({
      containers: [
        {
          ...{ name: 'web', stopTimeoutSeconds: 30 },
          health: { startPeriodSeconds, intervalSeconds: 5, retries: 3 },
        },
      ],
    });
    expect(ofService(withHealth(5))).toEqual([]);
    expect(ofService(withHealth(4))).toEqual([
      {
        rule: 'grace-period',
        logicalId: 'Web',
        message:
          'Container web of web becomes unhealthy after 19 s (start period 4 s, 3 checks every 5 s), but it takes 20 s to answer.',
        mend: 'Set the start period of its health check to 30 s.',
        numbers: { allowedSeconds: 19, bootSeconds: 20 },
      },
    ]);
  });
});

describe('a stop timeout', () => {
  const stopping = (stopTimeoutSeconds: number, shutdownSeconds = 25) =>
    ofService({ facts: { shutdownSeconds }, containers: [{ name: 'web', stopTimeoutSeconds }] });

  test("must be longer than the server's own", () => {
    expect(stopping(26)).toEqual([]);
    expect(stopping(25)).toEqual([
      {
        rule: 'stop-timeout',
        logicalId: 'Web',
        message: 'Container web of web is killed 25 s after SIGTERM, but may take 25 s to finish its work.',
        mend: 'Set the stop timeout to 30 s, or let the server give up sooner.',
        numbers: { stopTimeoutSeconds: 25, shutdownSeconds: 25 },
      },
    ]);
  });

  test('has a limit of its own', () => {
    expect(stopping(120, 115)).toEqual([]);
    expect(stopping(115, 115)[0]?.mend).toBe(
      'Set the stop timeout to 120 s, or let the server give up sooner.',
    );
    expect(stopping(120, 120)[0]?.mend).toBe(
      'Let the server give up within less than 120 s, the longest stop timeout on Fargate.',
    );
  });
});

test('a deregistration delay must last as long as a request may take', () => {
  const [targets] = checkedService().targets;
  const delayed = (deregistrationDelaySeconds: number) =>
    ofService({ targets: targets === undefined ? [] : [{ ...targets, deregistrationDelaySeconds }] });
  expect(delayed(25)).toEqual([]);
  expect(delayed(24)).toEqual([
    {
      rule: 'deregistration-delay',
      logicalId: 'Targets',
      message: 'The load balancer gives requests to web 24 s to finish, but the server gives them 25 s.',
      mend: 'Set the deregistration delay to 25 s or more.',
      numbers: { deregistrationDelaySeconds: 24, requestSeconds: 25 },
    },
  ]);
});

describe('the connections to a database', () => {
  const database = (connections: number) => [{ logicalId: 'Database', connections, because: 'as set' }];

  test('must suffice for twice the maximum number of tasks, and for others', () => {
    expect(check(checkInput({ databases: database(64) }))).toEqual([]);
    expect(check(checkInput({ databases: database(63) }))).toEqual([
      {
        rule: 'database-connections',
        logicalId: 'Database',
        message:
          'In a rollout at full scale, tasks open 64 connections (web 20 x 3, 4 others), but the database has 63 (as set).',
        mend: 'Set max_connections to 67 or more if the memory allows it, take a larger class, allow fewer tasks, or let a task open fewer connections.',
        numbers: { inRollout: 64, atMaximum: 34, limit: 63 },
      },
    ]);
  });

  test('may not even suffice for the maximum number of tasks', () => {
    expect(check(checkInput({ databases: database(33) }))[0]?.message).toContain(
      '34 even without a rollout, but',
    );
    expect(check(checkInput({ databases: database(34) }))[0]?.message).not.toContain('without a rollout');
  });

  test('suffice for a maximum that only a scheduled action sets', () => {
    const services = [checkedService({ maximumPercent: 100, scaling: { scheduledMaxCapacity: 21 } })];
    const [finding] = check(checkInput({ services, databases: database(66) }));
    expect(finding?.numbers).toEqual({ inRollout: 67, atMaximum: 67, limit: 66 });
    const lower = [checkedService({ maximumPercent: 100, scaling: { scheduledMaxCapacity: 4 } })];
    expect(check(checkInput({ services: lower, databases: database(33) }))[0]?.numbers.inRollout).toBe(34);
  });

  test('include those of all services that use it, scaled or not', () => {
    const { scaling: _, ...worker } = checkedService({ logicalId: 'Worker', name: 'worker' });
    const idle = checkedService({ name: 'idle', facts: { databaseConnections: 0 } });
    const services = [checkedService({ maximumPercent: 150 }), { ...worker, desiredCount: 3 }, idle];
    const [finding] = check(checkInput({ services, databases: database(1), vcpuQuota: 99 }));
    expect(finding?.message).toContain('67 connections (web 15 x 3, worker 6 x 3, 4 others)');
  });
});

test('the connections to Redis must suffice for twice the maximum number of tasks', () => {
  const cache = (maxClients: number) => check(checkInput({ caches: [{ logicalId: 'Cache', maxClients }] }));
  expect(cache(200)).toEqual([]);
  expect(cache(199)).toEqual([
    {
      rule: 'redis-clients',
      logicalId: 'Cache',
      message: 'In a rollout at full scale, tasks open 200 connections to Redis, which accepts 199.',
      mend: 'Allow fewer tasks, let a task open fewer connections, or take a larger type of node.',
      numbers: { inRollout: 200, maxClients: 199 },
    },
  ]);
});

test('the Fargate quota must suffice for twice the maximum number of tasks', () => {
  expect(check(checkInput({ vcpuQuota: 10 }))).toEqual([]);
  expect(check(checkInput({ vcpuQuota: 9.5 }))).toEqual([
    {
      rule: 'fargate-quota',
      logicalId: 'Cluster',
      message:
        'A rollout at full scale needs 10 vCPUs on Fargate (5 without a rollout), but the account’s quota is 9.5.',
      mend: 'Request a quota of 10 vCPUs or more, or lower maximumPercent.',
      numbers: { inRollout: 10, atMaximum: 5, vcpuQuota: 9.5 },
    },
  ]);
});

test('a subnet must have an address for each of its tasks', () => {
  const subnets = (addresses: number) =>
    check(checkInput({ subnets: [{ logicalId: 'SubnetA', addresses }] }));
  expect(subnets(10)).toEqual([]);
  expect(subnets(9)).toEqual([
    {
      rule: 'subnet-addresses',
      logicalId: 'SubnetA',
      message:
        'In a rollout at full scale, 10 tasks of web need an address in this subnet, which has 9 left.',
      mend: 'Give the subnet a larger block, or the services more subnets.',
      numbers: { needed: 10, addresses: 9 },
    },
  ]);
  expect(check(checkInput({ subnets: [{ logicalId: 'Other', addresses: 0 }] }))).toEqual([]);
  const services = [checkedService(), checkedService({ name: 'other', subnets: ['SubnetA'] })];
  const [finding] = check(
    checkInput({ services, databases: [], vcpuQuota: 99, subnets: [{ logicalId: 'SubnetA', addresses: 9 }] }),
  );
  expect(finding?.message).toContain('30 tasks of web, other need an address in this subnet');
});

test('a scheduled action with numbers for days of the week is found', () => {
  const findingsOf = (schedule: string) =>
    check(
      checkInput({
        services: [checkedService({ scaling: { scheduledActions: [{ name: 'morning', schedule }] } })],
      }),
    );
  expect(findingsOf('cron(0 8 ? * 2-6 *)')).toEqual([
    {
      rule: 'numbered-days',
      logicalId: 'Scaling',
      message:
        'The scheduled action morning of web has numbers for days of the week, cron(0 8 ? * 2-6 *). AWS documents both that 1 is Sunday and that it is Monday.',
      mend: 'Use names: where 1 is Sunday, as it is locally, this is cron(0 8 ? * MON-FRI *).',
      numbers: {},
    },
  ]);
  expect(findingsOf('cron(0 8 ? * MON-FRI *)')).toEqual([]);
});

describe('an acknowledged finding', () => {
  const input = checkInput({ vcpuQuota: 1, caches: [{ logicalId: 'Cache', maxClients: 1 }] });

  test('has its reason and is no longer open', () => {
    const findings = checkScaling(input, { Cluster: { 'fargate-quota': { reason: 'It is requested.' } } });
    expect(findings.map(({ rule, acknowledged }) => [rule, acknowledged])).toEqual([
      ['redis-clients', undefined],
      ['fargate-quota', 'It is requested.'],
    ]);
    expect(openFindings(findings).map(({ rule }) => rule)).toEqual(['redis-clients']);
  });

  test.each([
    [{ Cluster: { 'redis-clients': { reason: 'no' } } }],
    [{ Other: { 'fargate-quota': { reason: 'no' } } }],
    [{ Cluster: { constructor: { reason: 'no' } } }],
  ])('is none by %j', (acknowledgements) => {
    expect(openFindings(checkScaling(input, acknowledgements))).toHaveLength(2);
  });

  const reason = 'It is requested.';
  const other = checkInput({ vcpuQuota: 2 });

  test.each([
    ['the stated facts, which it has', { reason }, input, true],
    ['the stated facts, which it does not have', { reason }, other, false],
    ['the stated facts, by which there is no finding', { reason }, checkInput(), false],
    ['figures that it has', { reason, figures: { vcpuQuota: 1 } }, other, true],
    ['figures that it does not have', { reason, figures: { vcpuQuota: 1.5 } }, input, false],
  ])('has a reason that was given for %s', (_figures, given, stated, isMeant) => {
    const found = checkScaling(input, { Cluster: { 'fargate-quota': given } }, stated);
    const finding = found.find(({ rule }) => rule === 'fargate-quota');
    expect(finding).toMatchObject(
      isMeant ? { acknowledged: reason } : { acknowledgedForOtherFigures: reason },
    );
    expect(openFindings(found)).toHaveLength(isMeant ? 1 : 2);
  });
});
