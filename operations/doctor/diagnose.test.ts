import { describe, expect, it, test } from 'vitest';
import type { StoppedTask } from '../stopped-task.ts';
import { type Diagnosis, diagnose as diagnoseFacts } from './diagnose.ts';
import type { DoctorFacts, NetworkRule, ServiceFacts, TargetFacts } from './doctor-facts.ts';
import type { Cause, Finding } from './finding.ts';
import {
  exampleFacts,
  examplePath,
  exampleService,
  exampleStopped,
  exampleTime,
  healthyTarget,
  unknown,
} from './testing/example-facts.ts';

/** All that the tests of this file find. */
const everFound: Finding[] = [];

function diagnose(facts: DoctorFacts): Diagnosis {
  const diagnosis = diagnoseFacts(facts);
  everFound.push(...diagnosis.findings);
  return diagnosis;
}

const known = <T>(value: T) => ({ isKnown: true, value }) as const;

/** What is found of a store with such a web service, each as `cause, weight`. */
const ofService = (changes: Partial<ServiceFacts>) => found({ services: [exampleService(changes)] });
const found = (changes: Partial<DoctorFacts>) =>
  diagnose(exampleFacts(changes)).findings.map(({ cause, weight }) => `${cause}, ${weight}`);

/** Tasks that never started, for this reason. */
const notStarted = (stoppedReason: string) => ({
  running: 0,
  targets: known([]),
  stopped: [
    exampleStopped({ stoppedReason, containers: [{ name: 'web', exitCode: undefined, reason: undefined }] }),
  ],
});

/** Tasks whose program ended and wrote this. */
const crashed = (...lines: readonly string[]) => ({
  running: 0,
  targets: known([]),
  stopped: [exampleStopped()],
  lastLines: known(lines),
});

const unhealthy = (reason: string, description: string): TargetFacts => ({
  ...{ state: 'unhealthy', reason, description, port: 3000, healthPath: '/up' },
});

test('a store that is well has no finding', () => {
  expect(diagnose(exampleFacts())).toEqual({ findings: [], unknown: [] });
});

test('what AWS does not tell is no finding, but said', () => {
  const nothing = {
    ...{ databases: unknown, caches: unknown, loadBalancer: unknown, distribution: unknown },
    ...{ vpcOrigins: unknown, networkPaths: unknown, secrets: unknown, natGateways: unknown },
    oneOffs: unknown,
    services: [exampleService({ targets: unknown, lastLines: unknown, suspendedScaling: unknown })],
  };
  const diagnosis = diagnose(exampleFacts(nothing));
  expect(diagnosis.findings).toEqual([]);
  expect(diagnosis.unknown).toHaveLength(12);
  expect(diagnosis.unknown).toContainEqual({ what: 'VPC origins', why: 'not authorized' });
});

describe('tasks that do not start', () => {
  const cannotPull =
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref';
  const secret =
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s):';
  it.each<[string, Cause, string, string]>([
    [`${cannotPull} r/spree:1: r/spree:1: not found`, 'image-pull', 'not in the registry', 'describe-images'],
    [
      `${cannotPull} r/spree:1: pulling from host failed with status code [manifests 1]: 403 Forbidden`,
      ...(['image-pull', 'refuses the execution role', 'ecr:BatchGetImage'] as const),
    ],
    [
      `${cannotPull} r/spree:1: dial tcp 10.0.0.1:443: i/o timeout`,
      ...(['image-pull', 'out of reach', 'NAT gateway'] as const),
    ],
    [
      'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit',
      ...(['image-pull', 'too many requests', 'ECR'] as const),
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. dial tcp: i/o timeout',
      ...(['image-pull', 'out of reach', 'NAT gateway'] as const),
    ],
    [
      `${secret} ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
      ...(['secrets', 'does not exist', 'ARN'] as const),
    ],
    [
      `${secret} AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue`,
      ...(['secrets', 'the execution role may not', 'GetSecretValue'] as const),
    ],
    [
      `${secret} retrieved secret from Secrets Manager did not contain json key DATABASE_URL`,
      ...(['secrets', 'no such key', 'JSON'] as const),
    ],
    [
      `${secret} InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion. arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:spree-production/rails-AbCdEf:key::`,
      ...(['secrets', 'scheduled for deletion', 'secret:spree-production/rails-AbCdEf Then'] as const),
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: invalid parameters: /shop/greeting',
      ...(['secrets', 'does not exist', 'ARN'] as const),
    ],
    [
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException',
      ...(['logs', 'log group', 'logs:CreateLogStream'] as const),
    ],
    [
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: NoSuchKey',
      ...(['container-start', 'environment variables', 's3:GetObject'] as const),
    ],
    [
      'CannotStartContainerError: Error response from daemon: exec: "bin/serve": executable file not found in $PATH',
      ...(['container-start', 'cannot be started', 'entry point'] as const),
    ],
  ])('because of: %s', (stoppedReason, cause, says, advice) => {
    const { findings } = diagnose(exampleFacts({ services: [exampleService(notStarted(stoppedReason))] }));
    const [first, ...rest] = findings;
    expect(first).toMatchObject({ cause, weight: 'cause', about: 'web', evidence: [stoppedReason] });
    expect(first?.says).toContain(says);
    expect(first?.advice.join(' ')).toContain(advice);
    expect(rest.map((finding) => finding.cause)).toEqual(['too-few-tasks']);
  });
});

describe('tasks that end', () => {
  it.each<[string, Cause]>([
    [
      'PG::ConnectionBad: connection to server at "db" (10.0.2.7), port 5432 failed: timeout expired',
      'security-group',
    ],
    [
      'PG::ConnectionBad: connection to server at "db" (10.0.2.7), port 5432 failed: Connection timed out',
      'security-group',
    ],
    [
      'PG::ConnectionBad: connection to server at "db" (10.0.2.7), port 5432 failed: Connection refused',
      'database',
    ],
    [
      'PG::ConnectionBad: could not translate host name "db" to address: Name or service not known',
      'database',
    ],
    ['PG::ConnectionBad: FATAL:  password authentication failed for user "store_a"', 'database-password'],
    ['PG::ConnectionBad: FATAL:  remaining connection slots are reserved', 'database-connections'],
    ['PG::ConnectionBad: FATAL:  sorry, too many clients already', 'database-connections'],
    ['Redis::CannotConnectError: Connection timed out (rediss://cache:6379)', 'security-group'],
    ['RedisClient::CannotConnectError (Connection refused - connect(2) for 10.0.3.3:6379)', 'redis'],
    ["NameError: uninitialized constant Shop (in '/app/config/application.rb')", 'command-fails'],
  ])('after they wrote: %s', (line, cause) => {
    const { findings } = diagnose(
      exampleFacts({ services: [exampleService(crashed('Booting', line, 'bye'))] }),
    );
    expect(findings[0]).toMatchObject({ cause, weight: 'cause', evidence: expect.arrayContaining([line]) });
    const isConsequence = cause !== 'command-fails';
    expect(findings.slice(1).map((finding) => `${finding.cause}, ${finding.weight}`)).toEqual([
      ...(isConsequence ? ['command-fails, symptom'] : []),
      'too-few-tasks, symptom',
    ]);
  });

  it.each([
    [
      { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
      'needs more memory',
    ],
    [{ exitCode: 137, reason: undefined }, 'most likely'],
  ])('with %o ran out of memory', (container, says) => {
    const stopped = [exampleStopped({ containers: [{ name: 'web', ...container }] })];
    const { findings } = diagnose(exampleFacts({ services: [exampleService({ stopped })] }));
    expect(findings).toMatchObject([
      { cause: 'memory', weight: 'cause', says: expect.stringContaining(says) },
    ]);
  });

  it.each([
    ['Scaling activity initiated by (deployment ecs-svc/13)', 137],
    ['Task stopped by user', 137],
    ['Scaling activity initiated by (deployment ecs-svc/13)', 1],
  ])('on purpose did not fail: %s, exit code %d', (stoppedReason, exitCode) => {
    const containers = [{ name: 'web', exitCode, reason: undefined }];
    expect(ofService({ stopped: [exampleStopped({ stoppedReason, containers })] })).toEqual([]);
  });

  it('of an earlier revision are history, those of a later one were taken back', () => {
    expect(ofService({ stopped: [exampleStopped({}, 11)] })).toEqual([]);
    expect(ofService({ stopped: [exampleStopped({}, 13)] })).toEqual(['command-fails, cause']);
  });

  const notPulled = (changes: Partial<StoppedTask>, revision?: number) =>
    exampleStopped(
      {
        stoppedReason: 'CannotPullContainerError: r/spree:2: not found',
        containers: [{ name: 'web', exitCode: undefined, reason: undefined }],
        ...changes,
      },
      revision,
    );
  const minutesAgo = (minutes: number) => {
    const at = exampleTime - minutes * 60_000;
    return { createdAt: at - 1000, stoppedAt: at };
  };

  it('of several releases that were taken back are those of the last one', () => {
    const stopped = [
      notPulled({ startedBy: 'ecs-svc/13', ...minutesAgo(20) }, 13),
      exampleStopped({ startedBy: 'ecs-svc/14', ...minutesAgo(5) }, 14),
      notPulled({ startedBy: 'ecs-svc/13', ...minutesAgo(10) }, 13),
    ];
    expect(ofService({ stopped })).toEqual(['command-fails, cause']);
  });

  it('of a release that was taken back come after what is wrong now, and say that it was', () => {
    const changes = {
      stopped: [notPulled({ startedBy: 'ecs-svc/13', ...minutesAgo(5) }, 13)],
      recentLines: known([
        'RedisClient::CannotConnectError (Connection refused - connect(2) for 10.0.3.3:6379)',
      ]),
    };
    const { findings } = diagnose(exampleFacts({ services: [exampleService(changes)] }));
    expect(findings.map(({ cause }) => cause)).toEqual(['redis', 'image-pull']);
    expect(findings[1]?.says).toMatch(/^A rollout of web was taken back because of this: /);
    const advice = findings[1]?.advice.join('\n');
    expect(advice).toContain('--task-definition spree-production-web:13');
    expect(advice).not.toContain('store:rollback');
  });

  it('of a release that was taken back come before what the one that runs failed of earlier', () => {
    const stopped = [
      notPulled({ startedBy: 'ecs-svc/13', ...minutesAgo(5) }, 13),
      exampleStopped({
        ...minutesAgo(20),
        containers: [{ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed' }],
      }),
    ];
    expect(ofService({ stopped })).toEqual(['image-pull, cause', 'memory, cause']);
  });

  it('of a release that was taken back because of its health check name the path', () => {
    const stopped = [
      exampleStopped(
        {
          startedBy: 'ecs-svc/13',
          stoppedReason: 'Task failed ELB health checks in (target-group arn:tg)',
          containers: [{ name: 'web', exitCode: 143, reason: undefined }],
          ...minutesAgo(5),
        },
        13,
      ),
    ];
    const reason = 'Health checks failed with these codes: [500]';
    const message = `(service s) (port 3000) is unhealthy in (target-group arn:tg) due to (reason ${reason})`;
    const events = [{ atMs: exampleTime - 5 * 60_000, message }];
    const { findings } = diagnose(exampleFacts({ services: [exampleService({ stopped, events })] }));
    expect(findings).toMatchObject([
      { cause: 'health-check', says: expect.stringContaining('web answers /up with 500') },
    ]);
  });

  it('before the deployment that runs are history, of whatever revision they were', () => {
    const changes = { deployedMs: exampleTime - 5 * 60_000 };
    for (const revision of [12, 13]) {
      const stopped = [notPulled({ startedBy: 'ecs-svc/earlier', ...minutesAgo(10) }, revision)];
      expect(ofService({ ...changes, stopped })).toEqual([]);
    }
  });

  it('are those that a circuit breaker gave up, though the deployment that it made for that is younger', () => {
    const stopped = [notPulled({ startedBy: 'ecs-svc/13', ...minutesAgo(10) }, 13)];
    const message = '(service spree-production-web) rolling back to deployment ecs-svc/12.';
    const events = [{ atMs: exampleTime - 5 * 60_000, message }];
    const changes = { deployedMs: exampleTime - 5 * 60_000, events, stopped };
    expect(ofService(changes)).toEqual(['image-pull, cause', 'circuit-breaker, symptom']);
  });

  it.each([
    ['did not start', notPulled(minutesAgo(3)), []],
    ['ended a while ago', exampleStopped(minutesAgo(20)), []],
    ['ended a moment ago, as it may again', exampleStopped(minutesAgo(3)), ['command-fails, cause']],
    [
      'took too much memory, as it will again',
      exampleStopped({
        ...minutesAgo(20),
        containers: [{ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed' }],
      }),
      ['memory, cause'],
    ],
  ])('and were replaced, one that %s', (_, task, expected) => {
    const events = [
      { atMs: exampleTime - 60_000, message: '(service spree-production-web) has reached a steady state.' },
    ];
    expect(ofService({ stopped: [task], events })).toEqual(expected);
  });

  it('because a health check failed were killed for that, not for their memory', () => {
    const stoppedReason = 'Task failed ELB health checks in (target-group arn:target-group)';
    const containers = [{ name: 'web', exitCode: 137, reason: undefined }];
    expect(ofService({ stopped: [exampleStopped({ stoppedReason, containers })] })).toEqual([
      'health-check, symptom',
    ]);
  });
});

describe('targets', () => {
  it.each([
    [
      'Target.ResponseCodeMismatch',
      'Health checks failed with these codes: [500]',
      'health-check, cause',
      '500',
    ],
    [
      'Target.ResponseCodeMismatch',
      'Health checks failed with these codes: [301]',
      'health-check, cause',
      '301',
    ],
    ['Target.Timeout', 'Request timed out', 'security-group, cause', 'no answer'],
    ['Target.FailedHealthChecks', 'Health checks failed', 'health-check, cause', 'on port 3000'],
    ['Elb.InternalError', 'Health checks failed due to an internal error', 'health-check, symptom', '/up'],
  ])('%s: %s', (reason, description, expected, says) => {
    const targets = known([healthyTarget, unhealthy(reason, description)]);
    const { findings } = diagnose(exampleFacts({ services: [exampleService({ targets })] }));
    expect(findings.map(({ cause, weight }) => `${cause}, ${weight}`)).toEqual([expected]);
    expect(findings[0]?.says).toContain(says);
    expect(findings[0]?.evidence).toEqual([`${reason}: ${description}`]);
  });

  it.each([
    [
      'that is still there',
      { targets: known([unhealthy('Target.FailedHealthChecks', 'Health checks failed')]) },
    ],
    [
      'that was replaced',
      {
        targets: known([]),
        stopped: [
          exampleStopped({
            stoppedReason: 'Task failed ELB health checks in (target-group arn:tg)',
            containers: [{ name: 'web', exitCode: 143, reason: undefined }],
          }),
        ],
        events: [
          {
            atMs: exampleTime,
            message:
              '(service spree-production-web) (port 3000) is unhealthy in (target-group arn:tg) due to (reason Health checks failed)',
          },
        ],
      },
    ],
  ])('on which nothing listens, one %s, are shown with where the program listens', (_, changes) => {
    const lastLines = known(['Booting', '* Listening on http://0.0.0.0:3001']);
    const { findings } = diagnose(exampleFacts({ services: [exampleService({ ...changes, lastLines })] }));
    expect(findings[0]).toMatchObject({
      ...{ cause: 'health-check', weight: 'cause' },
      says: expect.stringContaining('listens on another one'),
      evidence: expect.arrayContaining(['* Listening on http://0.0.0.0:3001']),
    });
  });

  it('that write now that the database refuses them are explained by that, whatever failed before', () => {
    const recentLines = known(['PG::ConnectionBad: port 5432 failed: Connection refused']);
    const changes = { stopped: [exampleStopped()], lastLines: known(['NameError: Shop']), recentLines };
    expect(ofService(changes)).toEqual(['database, cause', 'command-fails, symptom']);
  });

  it('that answer 500 because of the database are its consequence', () => {
    const lines = [
      'ActiveRecord::ConnectionNotEstablished (connection to server at "db" failed: Connection refused)',
    ];
    const targets = known([
      unhealthy('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [500]'),
    ]);
    expect(ofService({ targets, lastLines: known(lines) })).toEqual([
      'database, cause',
      'health-check, symptom',
    ]);
  });

  it('that were replaced by now are explained by the events of the service', () => {
    const reason = 'Health checks failed with these codes: [500]';
    const message = `(service spree-production-web) (port 3000) is unhealthy in (target-group arn:tg) due to (reason ${reason})`;
    const changes = {
      events: [{ atMs: exampleTime, message }],
      targets: known([{ ...healthyTarget, state: 'initial' }]),
    };
    expect(ofService(changes)).toEqual([]);
    const stoppedReason = 'Task failed ELB health checks in (target-group arn:tg)';
    const containers = [{ name: 'web', exitCode: 143, reason: undefined }];
    const stopped = [exampleStopped({ stoppedReason, containers })];
    const { findings } = diagnose(exampleFacts({ services: [exampleService({ ...changes, stopped })] }));
    expect(findings).toMatchObject([
      { cause: 'health-check', weight: 'cause', says: expect.stringContaining('answers /up with 500') },
    ]);
  });

  it('that were replaced in an earlier release do not explain the last one', () => {
    const reason = (text: string) =>
      `(service spree-production-web) (port 3000) is unhealthy in (target-group arn:tg) due to (reason ${text})`;
    const stopped = [
      exampleStopped({
        stoppedReason: 'Task failed ELB health checks in (target-group arn:tg)',
        containers: [{ name: 'web', exitCode: 143, reason: undefined }],
      }),
    ];
    const events = [
      { atMs: exampleTime, message: reason('Health checks failed') },
      { atMs: exampleTime - 1_800_000, message: reason('Health checks failed with these codes: [500]') },
    ];
    const { findings } = diagnose(exampleFacts({ services: [exampleService({ stopped, events })] }));
    expect(findings[0]?.says).toContain('do not answer on port 3000');
  });

  it('that start or drain are well', () => {
    const states = ['initial', 'draining', 'unused'].map((state) => ({ ...healthyTarget, state }));
    expect(ofService({ targets: known(states) })).toEqual([]);
  });
});

describe('rollouts', () => {
  const failed =
    '(service spree-production-web) (deployment ecs-svc/13) deployment failed: tasks failed to start.';
  const back = (id: string) => `(service spree-production-web) rolling back to deployment ${id}.`;
  const events = (id: string) => [failed, back(id)].map((message) => ({ atMs: exampleTime, message }));

  it('that were taken back are said after their cause', () => {
    const task = exampleStopped({ stoppedReason: 'CannotPullContainerError: r/spree:2: not found' }, 13);
    expect(ofService({ events: events('ecs-svc/12'), stopped: [task] })).toEqual([
      'image-pull, cause',
      'circuit-breaker, symptom',
    ]);
  });

  it('that were taken back and released over are history', () => {
    expect(ofService({ events: events('ecs-svc/11') })).toEqual([]);
  });

  it('that failed are said, and those under way are not', () => {
    const rolloutReason = 'ECS deployment circuit breaker: tasks failed to start.';
    expect(ofService({ rollout: 'FAILED', rolloutReason })).toEqual(['circuit-breaker, symptom']);
    expect(ofService({ rollout: 'IN_PROGRESS', running: 1 })).toEqual([]);
  });

  it('for which ECS has no room name the reason', () => {
    const message =
      '(service spree-production-web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs.';
    expect(ofService({ running: 1, events: [{ atMs: exampleTime, message }] })).toEqual([
      'placement, cause',
      'too-few-tasks, symptom',
    ]);
  });

  it('that ECS gave up name its words', () => {
    const message = '(service spree-production-web) is unable to consistently start tasks successfully.';
    const { findings } = diagnose(
      exampleFacts({ services: [exampleService({ running: 0, events: [{ atMs: exampleTime, message }] })] }),
    );
    expect(findings).toMatchObject([{ cause: 'too-few-tasks', evidence: [message] }]);
  });

  it('to no task at all are said', () => {
    expect(ofService({ desired: 0, running: 0, targets: known([]) })).toEqual(['too-few-tasks, cause']);
  });

  it('of no service at all mean that nothing is deployed', () => {
    expect(found({ services: [] })).toEqual(['not-deployed, cause']);
  });
});

describe('data stores', () => {
  const { databases, caches } = exampleFacts();
  const database = databases.isKnown ? databases.value : [];
  const cache = caches.isKnown ? caches.value : [];
  it.each(['stopped', 'storage-full', 'failed', 'rebooting'])(
    'a database that is %s comes first',
    (status) => {
      const { findings } = diagnose(
        exampleFacts({
          databases: known(database.map((each) => ({ ...each, status }))),
          services: [exampleService(crashed('PG::ConnectionBad: port 5432 failed: Connection refused'))],
        }),
      );
      expect(findings[0]).toMatchObject({
        about: 'spree-production-postgres',
        evidence: [`DBInstanceStatus: ${status}`],
      });
    },
  );

  it('a cache that does not serve is said', () => {
    expect(found({ caches: known(cache.map((each) => ({ ...each, status: 'create-failed' }))) })).toEqual([
      'redis, cause',
    ]);
  });

  it('that are backed up or modified serve', () => {
    expect(found({ databases: known(database.map((each) => ({ ...each, status: 'backing-up' }))) })).toEqual(
      [],
    );
  });
});

describe('the edge', () => {
  const facts = exampleFacts();
  const distribution = facts.distribution.isKnown ? facts.distribution.value : undefined;
  const [origin] = facts.vpcOrigins.isKnown ? facts.vpcOrigins.value : [];
  if (distribution === undefined || origin === undefined) throw new Error('The example has no edge.');

  it.each<[string, Partial<DoctorFacts>, readonly string[]]>([
    [
      'a VPC origin that is being deployed',
      { vpcOrigins: known([{ ...origin, status: 'Deploying' }]) },
      ['vpc-origin, cause'],
    ],
    [
      'a VPC origin that failed',
      { vpcOrigins: known([{ ...origin, status: 'Failed' }]) },
      ['vpc-origin, cause'],
    ],
    ['a VPC origin that is gone', { vpcOrigins: known([]) }, ['vpc-origin, cause']],
    [
      'a VPC origin of another load balancer',
      { vpcOrigins: known([{ ...origin, endpointArn: 'arn:other' }]) },
      ['vpc-origin, cause'],
    ],
    [
      'no VPC origin at all',
      {
        distribution: known({
          ...distribution,
          defaultOrigin: { domainName: 'example.com', vpcOriginId: undefined },
        }),
      },
      ['vpc-origin, cause'],
    ],
    [
      'a distribution that is disabled',
      { distribution: known({ ...distribution, isEnabled: false }) },
      ['distribution, cause'],
    ],
    [
      'a change on its way',
      { distribution: known({ ...distribution, status: 'InProgress' }) },
      ['distribution, note'],
    ],
    [
      'a VPC origin of another stack',
      { vpcOrigins: known([origin, { ...origin, id: 'vo_2', status: 'Failed' }]) },
      [],
    ],
  ])('%s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected);
  });

  it('a target group to which no listener forwards', () => {
    const description = 'Target group is not configured to receive traffic from the load balancer';
    const target = { ...healthyTarget, state: 'unused', reason: 'Target.NotInUse', description };
    const { findings } = diagnose(
      exampleFacts({ services: [exampleService({ targets: known([target, target]) })] }),
    );
    expect(findings).toMatchObject([
      { cause: 'listener', weight: 'cause', evidence: [`Target.NotInUse: ${description}`] },
    ]);
  });

  it.each([
    ['no listener', { listeners: [] }, 'listener, cause'],
    [
      'no rule that forwards',
      { listeners: [{ port: 80, rules: [{ priority: 'default', forwardsTo: [] }] }] },
      'listener, cause',
    ],
    ['another state', { state: 'failed' }, 'load-balancer, cause'],
  ])('a load balancer with %s', (_, changes, expected) => {
    const value = facts.loadBalancer.isKnown ? facts.loadBalancer.value : undefined;
    if (value === undefined) throw new Error('The example has no load balancer.');
    expect(found({ loadBalancer: known({ ...value, ...changes }) })).toEqual([expected]);
  });
});

describe('secrets', () => {
  const facts = exampleFacts();
  const [secret] = facts.secrets.isKnown ? facts.secrets.value : [];
  if (secret === undefined) throw new Error('The example has no secret.');
  const day = 86_400_000;
  it.each([
    [{ deletedMs: exampleTime + 7 * day }, ['secrets, cause']],
    [{ hasPendingVersion: true }, ['secret-rotation, symptom']],
    [{ nextRotationMs: exampleTime - 2 * day }, ['secret-rotation, symptom']],
    [{ nextRotationMs: exampleTime - day / 2 }, []],
    [{ nextRotationMs: exampleTime - 2 * day, rotates: false }, []],
  ])('%o', (changes, expected) => {
    expect(found({ secrets: known([{ ...secret, ...changes }]) })).toEqual(expected);
  });
});

test('scaling that is suspended is a note, with the command that resumes it', () => {
  const services = [exampleService({ suspendedScaling: known(['out', 'in', 'scheduled']) })];
  expect(diagnose(exampleFacts({ services })).findings).toMatchObject([
    {
      ...{ cause: 'scaling-suspended', weight: 'note', about: 'web' },
      says: expect.stringContaining('no task is added under load'),
      advice: [
        expect.stringContaining('--resource-id service/spree-production-cluster/spree-production-web'),
      ],
    },
  ]);
});

test('NAT gateways that send more than the bill expects are a note, with what that costs', () => {
  const natGateways = known([
    { id: 'nat-1', sentBytes: 60e9 },
    { id: 'nat-2', sentBytes: 40e9 },
  ]);
  expect(diagnose(exampleFacts({ natGateways })).findings).toMatchObject([
    { cause: 'high-costs', weight: 'note', says: expect.stringMatching(/100 GB .*about 25 USD a month/) },
  ]);
});

describe('security groups', () => {
  it.each<[string, Partial<NetworkRule>]>([
    ['the port', {}],
    ['a range that has the port', { fromPort: 5000, toPort: 6000 }],
    ['everything', { protocol: '-1', fromPort: undefined, toPort: undefined }],
    ['addresses, which may be those of the tasks', { peers: [], ranges: ['10.0.0.0/16'] }],
  ])('that let in %s are open', (_, rule) => {
    expect(found({ networkPaths: known([examplePath(rule)]) })).toEqual([]);
  });

  it.each<[string, Partial<NetworkRule>]>([
    ['another port', { fromPort: 6379, toPort: 6379 }],
    ['another group', { peers: ['sg-other'] }],
    ['another protocol', { protocol: 'udp' }],
    ['nobody', { peers: [] }],
  ])('that let in %s are closed', (_, rule) => {
    const { findings } = diagnose(exampleFacts({ networkPaths: known([examplePath(rule)]) }));
    expect(findings).toMatchObject([
      {
        ...{ cause: 'security-group', weight: 'cause', about: 'web' },
        says: 'The security groups of spree-production-postgres do not let web in on port 5432.',
        evidence: [expect.stringMatching(/^sg-database: /)],
        advice: [expect.stringContaining('--group-id sg-database --protocol tcp --port 5432 for sg-web')],
      },
    ]);
  });

  it('that let nothing out are closed', () => {
    expect(found({ networkPaths: known([examplePath({}, [])]) })).toEqual(['security-group, cause']);
  });

  it('explain tasks that end and targets that do not answer', () => {
    const services = [exampleService(crashed('PG::ConnectionBad: port 5432 failed: timeout expired'))];
    const { findings } = diagnose(
      exampleFacts({ services, networkPaths: known([examplePath({ peers: [] })]) }),
    );
    expect(findings[0]?.says).toContain('do not let web in');
  });

  it('that do not let CloudFront in name its group and its prefix list', () => {
    const sources = ['sg-cloudfront', 'pl-31a34658'];
    const path = {
      ...examplePath({ fromPort: 80, toPort: 80 }),
      from: 'CloudFront',
      fromGroups: [],
      port: 80,
      sources,
    };
    const [finding] = diagnose(exampleFacts({ networkPaths: known([path]) })).findings;
    expect(finding?.advice[0]).toContain('for sg-cloudfront or pl-31a34658');
  });
});

test('locally, where no security group has an effect, none is blamed', () => {
  const causes = (changes: Partial<ServiceFacts>) =>
    found({ environment: 'local', networkPaths: unknown, services: [exampleService(changes)] });
  const lines = (line: string) => causes({ recentLines: known([line]) });
  expect(lines('PG::ConnectionBad: connection to server at "db", port 5432 failed: timeout expired')).toEqual(
    ['database, cause'],
  );
  expect(lines('Redis::CannotConnectError: Connection timed out (rediss://cache:6379)')).toEqual([
    'redis, cause',
  ]);
  expect(causes({ targets: known([unhealthy('Target.Timeout', 'Request timed out')]) })).toEqual([
    'health-check, cause',
  ]);
});

describe('one-off tasks', () => {
  const oneOff = (stoppedReason: string, exitCode?: number) =>
    found({
      oneOffs: known([
        exampleStopped({ stoppedReason, containers: [{ name: 'oneoff', exitCode, reason: undefined }] }),
      ]),
    });

  it('that never started are found', () => {
    expect(oneOff('CannotPullContainerError: r/spree:1: not found')).toEqual(['image-pull, cause']);
  });

  it('that never started before one that did are history', () => {
    const never = exampleStopped({
      stoppedReason: 'CannotPullContainerError: r/spree:1: not found',
      containers: [{ name: 'oneoff', exitCode: undefined, reason: undefined }],
      createdAt: exampleTime - 600_000,
    });
    expect(found({ oneOffs: known([never, exampleStopped()]) })).toEqual([]);
  });

  it('whose command failed are the business of whoever ran it', () => {
    expect(oneOff('Essential container in task exited', 1)).toEqual([]);
  });
});

test('a password that the database refuses is shown with the secrets that were changed in the last day', () => {
  const { secrets } = exampleFacts();
  const [secret] = secrets.isKnown ? secrets.value : [];
  if (secret === undefined) throw new Error('The example has no secret.');
  const line = 'PG::ConnectionBad: FATAL:  password authentication failed for user "store_a"';
  const facts = exampleFacts({
    services: [exampleService({ lastLines: known([line]) })],
    secrets: known([
      { ...secret, changedMs: exampleTime - 3_600_000 },
      { ...secret, name: 'spree-production/rails', changedMs: exampleTime - 10 * 86_400_000 },
    ]),
  });
  expect(diagnose(facts).findings).toMatchObject([
    {
      cause: 'database-password',
      evidence: [line, 'spree-production/application: LastChangedDate 2026-11-27T11:00:00.000Z'],
    },
  ]);
});

test('all that was found to be wrong above names a command to run next', () => {
  const command = /(aws [a-z0-9-]+ [a-z][a-z-]+|npx -y pnpm@12 [a-z]+:[a-z]+)/;
  const wrong = everFound.filter(({ weight }) => weight !== 'note');
  expect(wrong.filter(({ advice }) => !advice.some((each) => command.test(each)))).toEqual([]);
});
