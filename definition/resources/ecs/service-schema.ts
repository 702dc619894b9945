import { z } from 'zod';
import { notOnFargate, rollingOnly } from '../../properties/common-reasons.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import { capacityProviderStrategy } from './capacity-provider-strategy.ts';
import { deploymentConfiguration } from './deployment-configuration.ts';
import { networkConfiguration } from './network-configuration.ts';
import { plainMembers, recordedMembers } from './plain-settings.ts';
import { serviceMonitoring } from './service-monitoring.ts';
import { tags } from './tags.ts';

/** Those of Fargate for Linux. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html */
const platformVersions = ['LATEST', '1.4.0', '1.3.0', '1.2.0', '1.1.0', '1.0.0'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html */
export const serviceLoadBalancers = uniqueList(
  z.strictObject({
    targetGroupArn: z.string(),
    containerName: z.string(),
    containerPort: z.int().min(1).max(65_535),
    loadBalancerName: refused('Classic Load Balancers are not available locally'),
    advancedConfiguration: refused(rollingOnly),
  }),
  'targetGroupArn',
).max(5, 'a service has at most five target groups');

/** Where tasks are to run. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
export const launchMembers = {
  launchType: z.enum(['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES']).optional(),
  capacityProviderStrategy: capacityProviderStrategy.default([]),
  platformVersion: recorded('Tasks behave as on platform version 1.4.0.', z.enum(platformVersions)),
};

/** Members that `CreateService`, `UpdateService` and a template have in common, all of them optional. */
export const serviceMembers = {
  deploymentConfiguration: deploymentConfiguration.optional(),
  networkConfiguration: networkConfiguration.optional(),
  ...plainMembers,
  ...recordedMembers,
  monitoring: serviceMonitoring.optional(),
  deploymentController: z
    .strictObject({
      type: withoutValues(z.literal('ECS'), {
        CODE_DEPLOY: rollingOnly,
        EXTERNAL: rollingOnly,
      }),
    })
    .optional(),
  placementConstraints: refused(notOnFargate),
  placementStrategy: refused(notOnFargate),
  serviceConnectConfiguration: refusedIfEnabled('Service Connect is not available locally'),
  serviceRegistries: refused('service discovery is not available locally'),
  volumeConfigurations: refused('EBS volumes are not available locally'),
  vpcLatticeConfigurations: refused('VPC Lattice is not available locally'),
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const serviceName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,255}$/, 'expected up to 255 letters, digits, hyphens and underscores');

/**
 * A template's service in the API's spelling; by default, CloudFormation generates a name and starts one
 * task.
 */
export const serviceSchema = z.strictObject({
  serviceName: serviceName.optional(),
  cluster: z.string().default('default'),
  taskDefinition: z.string(),
  desiredCount: z.int().min(0).default(1),
  schedulingStrategy: withoutValues(z.literal('REPLICA').default('REPLICA'), {
    DAEMON: 'only REPLICA services are supported locally',
  }),
  loadBalancers: serviceLoadBalancers.default([]),
  ...launchMembers,
  ...serviceMembers,
  tags,
  placementStrategies: refused(notOnFargate),
  role: refused('services with the awsvpc network mode use the service-linked role'),
  forceNewDeployment: refused('run aws ecs update-service --force-new-deployment instead'),
});

function refusedIfEnabled(why: string) {
  const off = z.strictObject({ enabled: z.literal(false) });
  return refused(why).or(off);
}
