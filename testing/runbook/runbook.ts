import type { AwsClients } from '../../aws/clients.ts';

/** What the commands of the runbook restore, by the AWS CLI and by the SDK. */
export const restoredDatabases = ['spree-local-postgres-restored', 'spree-local-postgres-by-sdk'] as const;

/** What commands of the runbook name, by the shell variable of that name. */
export interface RunbookNames {
  readonly DISTRIBUTION: string;
  readonly INVALIDATED_PATH: string;
  readonly LISTENER: string;
  readonly NAT_GATEWAY: string;
  readonly RESTORE_TIME: string;
  readonly SECURITY_GROUP: string;
  readonly SUBNET: string;
  readonly WEB_REVISION: string;
}

interface Described {
  readonly topic: string;
  /** As it is typed in a shell; it stands in docs/runbook.md letter by letter. */
  readonly command: string;
}

/** A command that works against the local endpoint as against AWS. */
export interface WorkingCommand extends Described {
  /** The same by the SDK. */
  readonly sdk: (clients: AwsClients, names: RunbookNames) => Promise<unknown>;
  /** Whether what the command printed says what it is asked for. */
  readonly says: (printed: string) => boolean;
  /** The first AWS CLI that has it, where that is not every one of versions 1 and 2. */
  readonly since?: { readonly major: 2; readonly minor: number };
}

/** A command that has nothing to work on locally, and why. */
export interface OtherwiseDone extends Described {
  readonly why: string;
}

const cluster = 'spree-local-cluster';
const logGroupName = '/ecs/spree-local';
const StackName = 'spree-local';
const database = 'spree-local-postgres';
const hour = 3_600_000;

const isJsonWith = (key: string) => (printed: string) => {
  const answer: unknown = JSON.parse(printed);
  return typeof answer === 'object' && answer !== null && key in answer;
};
const matches = (expression: RegExp) => (printed: string) => expression.test(printed);

const follow = (pattern: string): WorkingCommand => ({
  topic: 'Logs',
  command: `aws logs tail ${logGroupName} --since 10m --filter-pattern "${pattern}"`,
  sdk: async (clients) =>
    (await clients.cloudWatchLogs()).filterLogEvents({ logGroupName, filterPattern: pattern, limit: 10 }),
  // A store that nobody has visited for a while says nothing.
  says: () => true,
  since: { major: 2, minor: 0 },
});

const statistics = (
  topic: string,
  of: { namespace: string; metric: string; statistic: 'Average' | 'Sum'; dimension: string; value: string },
  span: { readonly ago: string; readonly periodSeconds: number },
  dimensionOf: (names: RunbookNames) => string,
): WorkingCommand => ({
  topic,
  command: [
    `aws cloudwatch get-metric-statistics --namespace ${of.namespace} --metric-name ${of.metric}`,
    `--dimensions Name=${of.dimension},Value=${of.value}`,
    `--start-time $(date -u -d '${span.ago}' +%Y-%m-%dT%H:%M:%S) --end-time $(date -u +%Y-%m-%dT%H:%M:%S)`,
    `--period ${span.periodSeconds} --statistics ${of.statistic}`,
  ].join(' '),
  sdk: async (clients, names) =>
    (await clients.cloudWatch()).getMetricStatistics({
      Namespace: of.namespace,
      MetricName: of.metric,
      Dimensions: [{ Name: of.dimension, Value: dimensionOf(names) }],
      StartTime: new Date(Date.now() - hour),
      EndTime: new Date(),
      Period: span.periodSeconds,
      Statistics: [of.statistic],
    }),
  says: isJsonWith('Datapoints'),
});

/** Every command of the operations runbook that has an effect on AWS or asks it something, and those that follow from it. */
export const working: readonly WorkingCommand[] = [
  {
    topic: 'Health',
    command: `aws ecs describe-services --cluster ${cluster} --services spree-local-web --query 'services[0].[runningCount,desiredCount]'`,
    sdk: async (clients) =>
      (await clients.ecs()).describeServices({ cluster, services: ['spree-local-web'] }),
    says: matches(/^\[\s*\d+,\s*\d+\s*\]$/),
  },
  {
    topic: 'Health',
    command: 'aws elbv2 describe-rules --listener-arn $LISTENER',
    sdk: async (clients, { LISTENER }) =>
      (await clients.elasticLoadBalancing()).describeRules({ ListenerArn: LISTENER }),
    says: isJsonWith('Rules'),
  },
  {
    topic: 'Outputs',
    command: `aws cloudformation describe-stacks --stack-name ${StackName} --query 'Stacks[0].Outputs'`,
    sdk: async (clients) => (await clients.cloudFormation()).describeStacks({ StackName }),
    says: matches(/"DistributionDomainName"/),
  },
  {
    topic: 'Outputs',
    command: `aws cloudformation list-stack-resources --stack-name ${StackName}`,
    sdk: async (clients) => (await clients.cloudFormation()).listStackResources({ StackName }),
    says: matches(/"AWS::CloudFront::Distribution"/),
  },
  {
    topic: 'Outputs',
    command: `aws cloudformation describe-stack-events --stack-name ${StackName}`,
    sdk: async (clients) => (await clients.cloudFormation()).describeStackEvents({ StackName }),
    says: matches(/"(CREATE|UPDATE)_COMPLETE"/),
  },
  follow('web'),
  follow('worker'),
  {
    topic: 'Logs',
    command: `aws logs filter-log-events --log-group-name ${logGroupName} --filter-pattern "web" --max-items 10`,
    sdk: async (clients) =>
      (await clients.cloudWatchLogs()).filterLogEvents({ logGroupName, filterPattern: 'web', limit: 10 }),
    says: isJsonWith('events'),
  },
  {
    topic: 'Scaling',
    command: `aws ecs update-service --cluster ${cluster} --service spree-local-worker --desired-count 2`,
    sdk: async (clients) =>
      (await clients.ecs()).updateService({ cluster, service: 'spree-local-worker', desiredCount: 1 }),
    says: matches(/"desiredCount": 2/),
  },
  {
    topic: 'Scaling',
    command: 'aws application-autoscaling describe-scaling-activities --service-namespace ecs',
    sdk: async (clients) =>
      (await clients.applicationAutoScaling()).describeScalingActivities({ ServiceNamespace: 'ecs' }),
    says: isJsonWith('ScalingActivities'),
  },
  statistics(
    'Metrics',
    {
      namespace: 'AWS/RDS',
      metric: 'CPUUtilization',
      statistic: 'Average',
      dimension: 'DBInstanceIdentifier',
      value: 'spree-local-postgres',
    },
    { ago: '1 hour ago', periodSeconds: 300 },
    () => 'spree-local-postgres',
  ),
  statistics(
    'Costs',
    {
      namespace: 'AWS/NATGateway',
      metric: 'BytesOutToDestination',
      statistic: 'Sum',
      dimension: 'NatGatewayId',
      value: '$NAT_GATEWAY',
    },
    { ago: '7 days ago', periodSeconds: 86_400 },
    ({ NAT_GATEWAY }) => NAT_GATEWAY,
  ),
  {
    topic: 'Alarms',
    command: 'aws cloudwatch describe-alarms --alarm-name-prefix spree-local-',
    sdk: async (clients) => (await clients.cloudWatch()).describeAlarms({ AlarmNamePrefix: 'spree-local-' }),
    says: matches(/"spree-local-UnhealthyTargets"/),
  },
  {
    topic: 'Database',
    command: `aws rds describe-db-instances --db-instance-identifier ${database} --query 'DBInstances[0].[DBInstanceStatus,MultiAZ,LatestRestorableTime]'`,
    sdk: async (clients) => (await clients.rds()).describeDBInstances({ DBInstanceIdentifier: database }),
    says: matches(/"available"/),
  },
  {
    topic: 'Database',
    command: `aws rds describe-db-snapshots --db-instance-identifier ${database}`,
    sdk: async (clients) => (await clients.rds()).describeDBSnapshots({ DBInstanceIdentifier: database }),
    says: isJsonWith('DBSnapshots'),
  },
  {
    topic: 'Database',
    command: `aws rds describe-events --source-type db-instance --source-identifier ${database} --duration 1440`,
    sdk: async (clients) =>
      (await clients.rds()).describeEvents({
        SourceType: 'db-instance',
        SourceIdentifier: database,
        Duration: 1440,
      }),
    says: isJsonWith('Events'),
  },
  {
    topic: 'Restore',
    command: `aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier ${database} --target-db-instance-identifier ${restoredDatabases[0]} --restore-time $RESTORE_TIME`,
    sdk: async (clients, { RESTORE_TIME }) =>
      (await clients.rds()).restoreDBInstanceToPointInTime({
        SourceDBInstanceIdentifier: database,
        TargetDBInstanceIdentifier: restoredDatabases[1],
        RestoreTime: new Date(RESTORE_TIME),
      }),
    says: matches(/"DBInstanceStatus": "creating"/),
  },
  {
    topic: 'Rollback',
    command: `aws ecs update-service --cluster ${cluster} --service spree-local-web --task-definition spree-local-web:$WEB_REVISION`,
    sdk: async (clients, { WEB_REVISION }) =>
      (await clients.ecs()).updateService({
        cluster,
        service: 'spree-local-web',
        taskDefinition: `spree-local-web:${WEB_REVISION}`,
      }),
    says: matches(/task-definition\/spree-local-web:\d+/),
  },
  {
    topic: 'Troubleshooting',
    command: `aws ecs describe-tasks --cluster ${cluster} --tasks $(aws ecs list-tasks --cluster ${cluster} --query 'taskArns[0]' --output text)`,
    sdk: async (clients) => {
      const ecs = await clients.ecs();
      const { taskArns = [] } = await ecs.listTasks({ cluster });
      return await ecs.describeTasks({ cluster, tasks: taskArns.slice(0, 1) });
    },
    says: matches(/"lastStatus"/),
  },
  {
    topic: 'Troubleshooting',
    command: `aws ecs run-task --cluster ${cluster} --task-definition spree-local-web --launch-type FARGATE --network-configuration "awsvpcConfiguration={subnets=[$SUBNET],securityGroups=[$SECURITY_GROUP],assignPublicIp=DISABLED}" --overrides '{"containerOverrides":[{"name":"web","command":["sh","-c","nc -zv $DATABASE_HOST 5432"]}]}'`,
    sdk: async (clients, { SUBNET, SECURITY_GROUP }) =>
      (await clients.ecs()).runTask({
        cluster,
        taskDefinition: 'spree-local-web',
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [SUBNET],
            securityGroups: [SECURITY_GROUP],
            assignPublicIp: 'DISABLED',
          },
        },
        overrides: { containerOverrides: [{ name: 'web', command: ['true'] }] },
      }),
    says: (printed) => /"taskArn"/.test(printed) && /"failures": \[\]/.test(printed),
  },
  {
    topic: 'CloudFront',
    command: 'aws cloudfront get-distribution --id $DISTRIBUTION',
    sdk: async (clients, { DISTRIBUTION }) =>
      (await clients.cloudFront()).getDistribution({ Id: DISTRIBUTION }),
    says: matches(/"Status": "Deployed"/),
  },
  {
    topic: 'CloudFront',
    command: "aws cloudfront list-vpc-origins --query 'VpcOriginList.Items[].Status'",
    sdk: async (clients) => (await clients.cloudFront()).listVpcOrigins({}),
    says: matches(/"Deployed"/),
    // Version 1 has it in all versions of which there are still any.
    since: { major: 2, minor: 22 },
  },
  {
    topic: 'CloudFront',
    command: 'aws cloudfront create-invalidation --distribution-id $DISTRIBUTION --paths $INVALIDATED_PATH',
    sdk: async (clients, { DISTRIBUTION, INVALIDATED_PATH }) =>
      (await clients.cloudFront()).createInvalidation({
        DistributionId: DISTRIBUTION,
        InvalidationBatch: {
          CallerReference: 'runbook',
          Paths: { Quantity: 1, Items: [INVALIDATED_PATH] },
        },
      }),
    says: matches(/"Status": "Completed"/),
  },
  {
    topic: 'Images',
    command: 'aws ecr describe-repositories --repository-names spree-local',
    sdk: async (clients) => (await clients.ecr()).describeRepositories({ repositoryNames: ['spree-local'] }),
    says: matches(/"repositoryUri"/),
  },
  {
    topic: 'Images',
    command: 'aws ecr describe-images --repository-name spree-local',
    sdk: async (clients) => (await clients.ecr()).describeImages({ repositoryName: 'spree-local' }),
    says: isJsonWith('imageDetails'),
  },
  {
    topic: 'Images',
    command: 'aws ecr get-login-password',
    sdk: async (clients) => (await clients.ecr()).getAuthorizationToken({}),
    says: matches(/^\S{20,}$/),
  },
  {
    topic: 'Cache',
    command: 'aws elasticache describe-replication-groups --replication-group-id spree-local-redis',
    sdk: async (clients) =>
      (await clients.elastiCache()).describeReplicationGroups({ ReplicationGroupId: 'spree-local-redis' }),
    says: matches(/"CurrentRole": "primary"/),
  },
  {
    topic: 'Cache',
    command: 'aws elasticache describe-cache-clusters --show-cache-node-info',
    sdk: async (clients) => (await clients.elastiCache()).describeCacheClusters({ ShowCacheNodeInfo: true }),
    says: matches(/"CacheClusterStatus": "available"/),
  },
  {
    topic: 'Database',
    command: `aws rds describe-db-instances --db-instance-identifier ${database}`,
    sdk: async (clients) => (await clients.rds()).describeDBInstances({ DBInstanceIdentifier: database }),
    says: matches(/"LatestRestorableTime"/),
  },
  {
    topic: 'Database',
    command: 'aws rds describe-db-snapshots',
    sdk: async (clients) => (await clients.rds()).describeDBSnapshots({}),
    says: isJsonWith('DBSnapshots'),
  },
  {
    topic: 'Database',
    command: 'aws rds describe-events --source-type db-instance --duration 1440',
    sdk: async (clients) =>
      (await clients.rds()).describeEvents({ SourceType: 'db-instance', Duration: 1440 }),
    says: matches(/"Finished DB instance backup"/),
  },
  {
    topic: 'Cleanup',
    command: `aws logs describe-log-groups --log-group-name-prefix ${logGroupName}`,
    sdk: async (clients) =>
      (await clients.cloudWatchLogs()).describeLogGroups({ logGroupNamePrefix: logGroupName }),
    says: matches(/"logGroupName"/),
  },
];

/** Commands that go on until they are stopped: what is logged meanwhile shows, where it has the pattern. */
export const following: readonly (Described & { readonly pattern: string })[] = ['web', 'worker'].map(
  (pattern) => ({
    topic: 'Logs',
    command: `aws logs tail ${logGroupName} --follow --filter-pattern "${pattern}"`,
    pattern,
  }),
);

/** A command that another test runs, as it needs a program besides the AWS CLI or takes long. */
export interface TestedElsewhere extends Described {
  readonly needs: string;
  /** Path of the test. */
  readonly test: string;
}

/** What works as on AWS too, and is shown by another test. */
export const elsewhere: readonly TestedElsewhere[] = [
  ...following.map(({ topic, command }) => ({
    ...{ topic, command },
    needs: 'version 2 of the AWS CLI',
    test: 'tests/runbook.e2e.test.ts',
  })),
  {
    topic: 'Shell',
    command: `aws ecs execute-command --cluster ${cluster} --task $TASK --container web --interactive --command "/bin/sh"`,
    needs: 'the session manager plugin',
    test: 'tests/ecs-exec.integration.test.ts',
  },
  {
    topic: 'Database',
    command: `aws rds reboot-db-instance --db-instance-identifier ${database} --force-failover`,
    needs: 'Multi-AZ in the definition',
    test: 'local/control-plane/databases/databases.integration.test.ts',
  },
  {
    topic: 'Database',
    command: `aws rds create-db-snapshot --db-instance-identifier ${database} --db-snapshot-identifier before-a-change`,
    needs: 'room for a copy of the database',
    test: 'local/control-plane/databases/databases.integration.test.ts',
  },
  {
    topic: 'Images',
    command: 'aws ecr get-login-password | docker login --username AWS --password-stdin $REPOSITORY',
    needs: 'a Docker client',
    test: 'local/control-plane/registry/registry.integration.test.ts',
  },
];

/** What of the runbook is done in another way locally. */
export const otherwise: readonly OtherwiseDone[] = [
  {
    topic: 'Health',
    command: 'aws ec2 describe-security-groups --group-ids $SECURITY_GROUP',
    why: 'Security groups exist in the template alone: all containers are in one network.',
  },
  {
    topic: 'Cleanup',
    command: `aws cloudformation delete-stack --stack-name ${StackName}`,
    why: 'It is refused. `local:down --volumes` deletes the environment with its data.',
  },
  {
    topic: 'Setup',
    command: 'aws configure',
    why: '`eval "$(npx -y pnpm@12 --silent local:env)"` sets keys, region and endpoints for one shell.',
  },
];
