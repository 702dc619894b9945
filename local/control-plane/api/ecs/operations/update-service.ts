import { z } from 'zod';
import { present } from '../../../../../definition/properties/present.ts';
import { changedDeploymentConfiguration } from '../../../../../definition/resources/ecs/deployment-configuration.ts';
import { givenPlainSettings } from '../../../../../definition/resources/ecs/plain-settings.ts';
import { deploymentFault, launchFault } from '../../../../../definition/resources/ecs/service-rules.ts';
import {
  launchMembers,
  serviceLoadBalancers,
  serviceMembers,
} from '../../../../../definition/resources/ecs/service-schema.ts';
import type { ClusterState, ServiceState } from '../../../model/cluster-state.ts';
import { updateService as update } from '../../../scheduler/commands/services.ts';
import { carryOut } from '../carry-out.ts';
import { loadBalancersOf } from '../input/service-input.ts';
import { operation } from '../operation.ts';
import {
  definedCluster,
  requireActiveService,
  requireActiveTaskDefinition,
  requireCluster,
} from '../references.ts';
import { requireNoFault } from '../require-no-fault.ts';
import { serviceShape } from '../shapes/service.ts';

const input = z.strictObject({
  cluster: z.string().optional(),
  service: z.string(),
  taskDefinition: z.string().optional(),
  desiredCount: z.int().min(0).optional(),
  loadBalancers: serviceLoadBalancers.optional(),
  forceNewDeployment: z.boolean().default(false),
  capacityProviderStrategy: launchMembers.capacityProviderStrategy,
  platformVersion: launchMembers.platformVersion,
  ...serviceMembers,
});

type Request = z.output<typeof input>;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const updateService = operation(input, async (request, controlPlane) => {
  if (request.capacityProviderStrategy.length > 0) {
    requireNoFault(launchFault(request, definedCluster(controlPlane)), 'InvalidParameterException');
  }
  const updated = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, request.cluster);
    const service = requireActiveService(before, request.service);
    return update(before, { service: service.name, ...changes(before, service, request) }, now);
  });
  return { service: serviceShape(updated.service, updated.state, true) };
});

/** What the request names; the rest stays as it is. */
function changes(state: ClusterState, service: ServiceState, request: Request) {
  const { taskDefinition, loadBalancers, availabilityZoneRebalancing } = request;
  const deploymentConfiguration = changedDeploymentConfiguration(
    service.deploymentConfiguration,
    request.deploymentConfiguration,
  );
  requireNoFault(
    deploymentFault(deploymentConfiguration, availabilityZoneRebalancing),
    'InvalidParameterException',
  );
  return {
    forceNewDeployment: request.forceNewDeployment,
    deploymentConfiguration,
    ...givenPlainSettings(request),
    ...present({
      taskDefinition: taskDefinition && requireActiveTaskDefinition(state, taskDefinition).arn,
      loadBalancers: loadBalancers && loadBalancersOf(state, loadBalancers),
      desiredCount: request.desiredCount,
      networkConfiguration: request.networkConfiguration,
      monitoring: request.monitoring,
    }),
  };
}
