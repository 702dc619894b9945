import { type ISecurityGroup, type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  AwsLogDriverMode,
  ContainerImage,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnElement, Duration, Size, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { keptBucket } from './kept-bucket.ts';
import type { Settings } from './settings.ts';

export interface LoadWorkersProps {
  readonly settings: Settings;
  readonly vpc: IVpc;
  readonly logGroup: LogGroup;
  /** `email` and `password` of the administrator whose journey is tested. */
  readonly admin: ISecret;
}

/** A container's name, and the prefix of its log streams. */
const name = 'loadtest';

/** The official image of Node, from where AWS accounts pull it without credentials. */
const image = 'public.ecr.aws/docker/library/node:24.21.0-trixie-slim';

/**
 * What sends the load of `loadtest --workers N`: a task definition, and a bucket by which workers get their orders and
 * leave their results. It costs nothing while no load test runs.
 */
export class LoadWorkers extends Construct {
  readonly definition: FargateTaskDefinition;
  readonly securityGroup: ISecurityGroup;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { settings, vpc, logGroup, admin }: LoadWorkersProps) {
    super(scope, id);
    this.bucket = this.createBucket(settings);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Load test workers: nothing comes in',
    }) as ISecurityGroup;
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: `${settings.prefix}-${name}`,
      cpu: 1024,
      memoryLimitMiB: 2048,
    });
    this.definition.addContainer(name, {
      image: ContainerImage.fromRegistry(image),
      // Whoever starts a worker overrides the command.
      command: ['node', '--version'],
      secrets: {
        ADMIN_EMAIL: Secret.fromSecretsManager(admin, 'email'),
        ADMIN_PASSWORD: Secret.fromSecretsManager(admin, 'password'),
      },
      // Node as the first process would not end by SIGTERM before it has the worker's program.
      linuxParameters: new LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true }),
      // k6 ends its visitors, and the worker leaves its result.
      stopTimeout: Duration.seconds(60),
      logging: LogDrivers.awsLogs({
        logGroup,
        streamPrefix: name,
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(1),
      }),
    });
    this.allowBucket();
  }

  private createBucket(settings: Settings): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      ...keptBucket(settings, name),
      lifecycleRules: [
        {
          id: 'runs-expire',
          expiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    acknowledge(bucket, { S1: 'Only load tests use the bucket, and what they leave expires.' });
    return bucket;
  }

  /** Orders and results are objects of the bucket. Only whoever may list it is told that an object is not there yet. */
  private allowBucket(): void {
    this.definition.addToTaskRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
    this.definition.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    const [resource] = this.bucket.node.findAll().filter(CfnElement.isCfnElement);
    const logicalId = resource && Stack.of(this).getLogicalId(resource);
    acknowledge(this.definition, {
      [`IAM5[Resource::<${logicalId}.Arn>/*]`]: 'Each run has a folder of its own.',
    });
  }
}
