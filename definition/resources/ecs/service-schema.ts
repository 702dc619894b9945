import { z } from 'zod';
import { recorded, refused } from '../../properties/standing.ts';
import { deploymentConfiguration } from './deployment-configuration.ts';
import { networkConfiguration } from './network-configuration.ts';
import { plainMembers, recordedMembers } from './plain-settings.ts';
import { tags } from './tags.ts';

const oneMachine = 'There is one machine and so no choice of capacity.';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html */
export const serviceLoadBalancers = z.array(
  z.strictObject({
    targetGroupArn: z.string(),
    containerName: z.string(),
    containerPort: z.int(),
    loadBalancerName: refused('Classic Load Balancers do not run locally'),
    advancedConfiguration: refused('only rolling deployments run locally'),
  }),
);

/** Where tasks are to run. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
export const launchMembers = {
  launchType: z.enum(['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES']).optional(),
  capacityProviderStrategy: z
    .array(
      z.strictObject({
        capacityProvider: z.string(),
        base: recorded(oneMachine, z.int().min(0).max(100_000)),
        weight: recorded(oneMachine, z.int().min(0).max(1000)),
      }),
    )
    .default([]),
  platformVersion: recorded('Tasks behave as on the platform version 1.4.0.'),
};

/** Members that `CreateService`, `UpdateService` and a template have in common, all of them optional. */
export const serviceMembers = {
  deploymentConfiguration: deploymentConfiguration.optional(),
  networkConfiguration: networkConfiguration.optional(),
  ...plainMembers,
  ...recordedMembers,
  deploymentController: z
    .strictObject({ type: z.literal('ECS', 'only rolling deployments run locally') })
    .optional(),
  placementConstraints: refused('Fargate does not support it'),
  placementStrategy: refused('Fargate does not support it'),
  serviceConnectConfiguration: refusedIfEnabled('Service Connect does not run locally'),
  serviceRegistries: refused('service discovery does not run locally'),
  volumeConfigurations: refused('volumes of EBS are not available locally'),
  vpcLatticeConfigurations: refused('VPC Lattice does not run locally'),
};

/** A template's service in the API's spelling; CloudFormation makes a name where it has none, and starts one task. */
export const serviceSchema = z.strictObject({
  serviceName: z.string().optional(),
  cluster: z.string().default('default'),
  taskDefinition: z.string(),
  desiredCount: z.int().min(0).default(1),
  schedulingStrategy: z.literal('REPLICA', 'only REPLICA services run locally').default('REPLICA'),
  loadBalancers: serviceLoadBalancers.default([]),
  ...launchMembers,
  ...serviceMembers,
  tags,
  placementStrategies: refused('Fargate does not support it'),
  role: refused('tasks in the network mode awsvpc use the service-linked role'),
  forceNewDeployment: refused('ask for it with: aws ecs update-service --force-new-deployment'),
});

function refusedIfEnabled(why: string) {
  const off = z.strictObject({ enabled: z.literal(false) });
  return refused(why).or(off);
}
