import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledgeScaling } from './acknowledge-scaling.ts';
import type { Settings } from './settings.ts';

/** The ECS cluster, with Container Insights. */
export function createCluster(scope: Construct, settings: Settings, vpc: IVpc): ICluster {
  const cluster = new Cluster(scope, 'Cluster', {
    clusterName: `${settings.prefix}-cluster`,
    vpc,
    containerInsightsV2: ContainerInsights.ENABLED,
  });
  acknowledgeScaling(cluster, {
    'fargate-quota':
      'A quota belongs to the account, so no template can raise it. README.md has the request as a step of the first deployment. Until it is granted, the quota of a new account suffices for rollouts of five web tasks and two workers.',
  });
  return cluster as ICluster;
}

/** The log group of all tasks; a stream's name begins with its container's. */
export function createLogGroup(scope: Construct, settings: Settings): LogGroup {
  return new LogGroup(scope, 'LogGroup', {
    logGroupName: `/ecs/${settings.prefix}`,
    retention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
