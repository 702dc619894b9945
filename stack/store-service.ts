import { type SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  FargateService,
  type FargateServiceProps,
  type ICluster,
  PropagatedTagSource,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { TaskRange } from './environments/environment.ts';
import type { Settings } from './settings.ts';
import type { StoreTask } from './store-task.ts';

export interface StoreServiceProps {
  readonly settings: Settings;
  readonly cluster: ICluster;
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;
  readonly range: TaskRange;
}

/**
 * A service that keeps all of its tasks while it rolls, and goes back by itself when new tasks do not work.
 * Once it is in service it says no desired count: that is scaling's, and a deployment must not throw it back to the
 * minimum. Until then it does, so that the deployment which starts the first tasks waits for them: the raised minimum
 * of scaling would start them outside any deployment, unwatched by the circuit breaker.
 */
export function createStoreService(
  scope: Construct,
  { settings, cluster, task, securityGroup, range }: StoreServiceProps,
  options: Pick<FargateServiceProps, 'healthCheckGracePeriod'> = {},
): FargateService {
  const service = new FargateService(scope, 'Service', {
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
    // What a task costs is found by the tags of its service.
    propagateTags: PropagatedTagSource.SERVICE,
    ...(settings.isInService ? {} : { desiredCount: range.min }),
  });
  // A new secret needs a new permission, which the first new tasks would not have yet.
  if (task.definition.executionRole) service.node.addDependency(task.definition.executionRole);
  return service;
}
