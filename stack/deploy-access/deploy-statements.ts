/** Which environment may be deployed, and where it is. */
export interface DeployPlace {
  /** Begins all names, such as `spree-staging`. */
  readonly prefix: string;
  readonly account: string;
  readonly region: string;
  /** The name of the secret of the mail server; the one that is suggested when absent. */
  readonly mailSecret?: string;
}

/** A statement of a policy, as IAM has it. */
export interface DeployStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** CloudFront takes certificates from there only, so the stack of a domain's certificate is there. */
const certificateRegion = 'us-east-1';

/**
 * All that a deployment of one environment does with credentials of its own: a value, so that tests compare it with what the
 * release calls. Infrastructure is changed by the roles of `cdk bootstrap`, which it takes on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function deployStatements(place: DeployPlace): readonly DeployStatement[] {
  return [
    ...infrastructureStatements(place),
    ...imageStatements(place),
    ...taskStatements(place),
    ...edgeStatements(place),
    ...lockStatements(place),
  ];
}

function infrastructureStatements({
  prefix,
  account,
  region,
  mailSecret = `${prefix}/smtp`,
}: DeployPlace): readonly DeployStatement[] {
  const regions = [...new Set([region, certificateRegion])];
  const kinds = ['deploy', 'file-publishing', 'lookup'];
  const roles = regions.flatMap((each) =>
    kinds.map((kind) => `arn:aws:iam::${account}:role/cdk-hnb659fds-${kind}-role-${account}-${each}`),
  );
  return [
    allow('RolesOfBootstrap', ['sts:AssumeRole'], roles),
    allow(
      'VersionOfBootstrap',
      ['ssm:GetParameter'],
      regions.map((each) => `arn:aws:ssm:${each}:${account}:parameter/cdk-bootstrap/hnb659fds/version`),
    ),
    allow(
      'Stacks',
      [
        'cloudformation:DescribeStackEvents',
        'cloudformation:DescribeStackResourceDrifts',
        'cloudformation:DescribeStacks',
        'cloudformation:DetectStackDrift',
        'cloudformation:GetTemplate',
      ],
      [
        `arn:aws:cloudformation:${region}:${account}:stack/${prefix}/*`,
        `arn:aws:cloudformation:${certificateRegion}:${account}:stack/${prefix}-certificate/*`,
      ],
    ),
    // Whether it is there; its value is for the tasks alone.
    allow(
      'MailSecret',
      ['secretsmanager:DescribeSecret'],
      [`arn:aws:secretsmanager:${region}:${account}:secret:${mailSecret}-*`],
    ),
    allow('ResultOfDrift', ['cloudformation:DescribeStackDriftDetectionStatus'], ['*']),
  ];
}

function imageStatements({ prefix, account, region }: DeployPlace): readonly DeployStatement[] {
  return [
    allow('LoginToRegistry', ['ecr:GetAuthorizationToken'], ['*']),
    allow(
      'Images',
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImageScanFindings',
        'ecr:DescribeImages',
        'ecr:DescribeRepositories',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:StartImageScan',
        'ecr:UploadLayerPart',
      ],
      [`arn:aws:ecr:${region}:${account}:repository/${prefix}`],
    ),
    // Where Amazon Inspector scans, ECR asks it for findings in the name of whoever asks.
    allow('FindingsOfInspector', ['inspector2:ListCoverage', 'inspector2:ListFindings'], ['*'], {
      StringEquals: { 'aws:RequestedRegion': region },
    }),
  ];
}

function taskStatements({ prefix, account, region }: DeployPlace): readonly DeployStatement[] {
  const arn = (rest: string) => `arn:aws:ecs:${region}:${account}:${rest}`;
  const cluster = `${prefix}-cluster`;
  const inCluster = { ArnEquals: { 'ecs:cluster': arn(`cluster/${cluster}`) } };
  const families = [arn(`task-definition/${prefix}-*:*`)];
  return [
    allow('Services', ['ecs:DescribeServices', 'ecs:UpdateService'], [arn(`service/${cluster}/*`)]),
    allow('OneOffTasks', ['ecs:RunTask'], families, inCluster),
    allow('Tasks', ['ecs:DescribeTasks', 'ecs:StopTask'], [arn(`task/${cluster}/*`)]),
    allow('NamesInCluster', ['ecs:ListServices', 'ecs:ListTasks'], ['*'], inCluster),
    allow('Revisions', ['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'ecs:UntagResource'], families),
    // AWS knows no resource of these.
    allow(
      'NamesOfRevisions',
      ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions'],
      ['*'],
      { StringEquals: { 'aws:RequestedRegion': region } },
    ),
    allow(
      'RolesOfTasks',
      ['iam:PassRole'],
      // CloudFormation ends their names with letters that nobody knows before.
      [`arn:aws:iam::${account}:role/${prefix}-*TaskDefinition*`],
      { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    ),
    allow(
      'LinesOfTasks',
      ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'],
      [`arn:aws:logs:${region}:${account}:log-group:/ecs/${prefix}:*`],
    ),
    allow(
      'Targets',
      ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'],
      ['*'],
      {
        StringEquals: { 'aws:RequestedRegion': region },
      },
    ),
  ];
}

function edgeStatements({ prefix, account }: DeployPlace): readonly DeployStatement[] {
  const bucket = `arn:aws:s3:::${prefix}-releaseassets*`;
  return [
    allow(
      'Invalidations',
      ['cloudfront:CreateInvalidation', 'cloudfront:GetDistribution', 'cloudfront:GetInvalidation'],
      [`arn:aws:cloudfront::${account}:distribution/*`],
      { StringEquals: { 'aws:ResourceTag/environment': environmentOf(prefix) } },
    ),
    allow('PublishedAssets', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [`${bucket}/*`]),
    allow('NamesOfPublishedAssets', ['s3:ListBucket'], [bucket]),
  ];
}

function lockStatements({ prefix, account, region }: DeployPlace): readonly DeployStatement[] {
  const path = `arn:aws:ssm:${region}:${account}:parameter/${prefix}/deployment-lock`;
  return [
    allow(
      'Lock',
      ['ssm:DeleteParameter', 'ssm:GetParametersByPath', 'ssm:PutParameter'],
      [path, `${path}/*`],
    ),
  ];
}

/** The value of the tag `environment` that all resources have. */
function environmentOf(prefix: string): string {
  return prefix.replace(/^spree-/, '');
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: DeployStatement['Condition'],
): DeployStatement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
