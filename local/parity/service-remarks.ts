/** What stands behind an API that the local environment answers, by its name in the credential scope. */
export const ownServices: Readonly<Record<string, string>> = {
  'application-autoscaling':
    'Scales the services that run, by the policies and scheduled actions of the definition or those that you put.',
  cloudformation:
    'Shows the environment’s own stack with all of its resources. What would change it is refused: change the definition and run `local:up`. Other stacks are LocalStack’s, with all of its operations.',
  cloudfront:
    'Describes the distribution of the definition, which nginx serves. Invalidations clear its cache.',
  ecr: 'The repository of the definition, with its rules; `docker login` and `docker push` work as well. What is pushed is scanned by Trivy where it can be had.',
  ecs: 'Runs tasks as containers: services, deployments, one-off tasks, ECS Exec.',
  elasticache: 'Describes the Redis server, and lets it fail over.',
  elasticloadbalancing:
    'Describes the load balancer of the definition, which HAProxy serves, with the health of its targets.',
  monitoring:
    'Metrics of tasks, targets and servers, and what is put; alarms and composite alarms act. Dashboards are kept by LocalStack.',
  rds: 'The PostgreSQL servers: snapshots, restores to a time, failovers, renaming.',
  route53: 'The records of the definition. Other hosted zones are LocalStack’s, with all of its operations.',
};

/** Services that are passed on to LocalStack and have something added to them, by their name in LocalStack. */
export const extendedServices: Readonly<Record<string, string>> = {
  logs: 'The output of tasks is shipped to it. Filter patterns are applied by the local environment, as LocalStack ignores them.',
  secretsmanager: 'The secrets of the definition. A rotation is carried out on the database itself.',
  ssm: 'The parameters that the definition reads, and the messages of ECS Exec sessions.',
  sns: 'The topic of the alarms; its mail goes to the mail server of the environment.',
  iam: 'The roles of the definition. Policies are not enforced.',
  sts: 'Who calls: any credentials are taken.',
  cloudformation: 'The part of the stack that LocalStack provides, and other stacks.',
};

/** Services that LocalStack has and that no part of the store uses. */
export const unusedServices: readonly string[] = [
  ...[
    'acm',
    'apigateway',
    'config',
    'dynamodb',
    'dynamodbstreams',
    'ec2',
    'es',
    'events',
    'firehose',
    'kinesis',
  ],
  ...['kms', 'lambda', 'opensearch', 'redshift', 'resource-groups', 'resourcegroupstaggingapi'],
  ...[
    'route53resolver',
    's3control',
    'scheduler',
    'ses',
    'sqs',
    'stepfunctions',
    'support',
    'swf',
    'transcribe',
  ],
];

/** Services of LocalStack that do not answer, since the local environment does. */
export const replacedServices: readonly string[] = ['cloudwatch', 'route53', 's3'];
