import {
  AwsLogDriverMode,
  type ContainerDefinition,
  type ContainerDefinitionOptions,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnDeletionPolicy, CfnResource, Duration, Size } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Settings } from './settings.ts';
import type { StoreContract } from './store-contract.ts';

export interface StoreTaskProps {
  readonly settings: Settings;
  readonly contract: StoreContract;
  readonly logGroup: LogGroup;
  /** Of the container; the family is the environment's prefix and this name. */
  readonly name: 'web' | 'worker' | 'oneoff' | 'seed' | 'setup';
  /** CPU units: 1024 is one vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly container: Pick<
    ContainerDefinitionOptions,
    'command' | 'healthCheck' | 'portMappings' | 'linuxParameters'
  >;
}

/** A Fargate task with one container of the store's image. */
export class StoreTask extends Construct {
  readonly definition: FargateTaskDefinition;
  readonly container: ContainerDefinition;

  constructor(scope: Construct, id: string, props: StoreTaskProps) {
    super(scope, id);
    const { contract, name } = props;
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: `${props.settings.prefix}-${name}`,
      cpu: props.cpu,
      memoryLimitMiB: props.memoryMiB,
      // An image for another processor would end with "exec format error".
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.X86_64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
    });
    keepRevisions(this.definition);
    // The root file system stays writable: of /tmp, which a store writes to, Fargate would make a volume that belongs to root
    // where the image has none of its own, and an image of one's own need not have one.
    this.container = this.definition.addContainer(name, {
      ...props.container,
      image: contract.image,
      ...(contract.entryPoint && { entryPoint: [...contract.entryPoint] }),
      environment: { ...contract.environment, SERVICE_NAME: `${props.settings.prefix}-${name}` },
      secrets: { ...contract.secrets },
      stopTimeout: Duration.seconds(30),
      logging: LogDrivers.awsLogs({
        logGroup: props.logGroup,
        streamPrefix: name,
        // The store goes on serving when CloudWatch Logs does not take its lines.
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      }),
    });
    acknowledge(this.definition, {
      ECS2: 'They say where things are; whatever is secret comes from Secrets Manager.',
      'IAM5[Resource::*]':
        'GetAuthorizationToken, PutMetricData and ssmmessages do not support resource-level permissions.',
    });
  }
}

/**
 * An update would otherwise deregister the revision before it, and a service cannot be moved back to an inactive one.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html
 */
function keepRevisions(definition: FargateTaskDefinition): void {
  for (const child of definition.node.children) {
    if (!CfnResource.isCfnResource(child)) continue;
    child.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    child.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
  }
}
