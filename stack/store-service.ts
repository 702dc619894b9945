import { type SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { FargateService, type FargateServiceProps, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import type { StoreTask } from './store-task.ts';

export interface StoreServiceProps {
  readonly settings: Settings;
  readonly cluster: ICluster;
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;
}

/**
 * A service that keeps all of its tasks while it rolls, and goes back by itself when new tasks do not work.
 * It says no desired count: that is scaling's, and a deployment must not throw it back to the minimum. (The
 * first deployment without tasks is the exception.)
 */
export function createStoreService(
  scope: Construct,
  { settings, cluster, task, securityGroup }: StoreServiceProps,
  options: Pick<FargateServiceProps, 'healthCheckGracePeriod'> = {},
): FargateService {
  return new FargateService(scope, 'Service', {
    ...options,
    serviceName: task.definition.family,
    cluster,
    taskDefinition: task.definition,
    securityGroups: [securityGroup],
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    assignPublicIp: false,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { enable: true, rollback: true },
    ...(settings.runsTasks ? {} : { desiredCount: 0 }),
  });
}
