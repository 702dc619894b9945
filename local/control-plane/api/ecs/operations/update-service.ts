import { z } from 'zod';
import type { ClusterState, ServiceState } from '../../../model/cluster-state.ts';
import { updateService as update } from '../../../scheduler/commands/services.ts';
import { carryOut } from '../carry-out.ts';
import {
  changedDeploymentConfiguration,
  deploymentConfigurationInput,
} from '../input/deployment-configuration.ts';
import { loadBalancersInput, serviceLoadBalancers } from '../input/load-balancers.ts';
import { networkConfigurationInput } from '../input/network-configuration.ts';
import { serviceMembersNotOffered } from '../input/service-members.ts';
import { operation } from '../operation.ts';
import { requireActiveService, requireActiveTaskDefinition, requireCluster } from '../references.ts';
import { serviceShape } from '../shapes/service.ts';

const input = z.object({
  cluster: z.string().optional(),
  service: z.string(),
  taskDefinition: z.string().optional(),
  desiredCount: z.int().min(0).exactOptional(),
  deploymentConfiguration: deploymentConfigurationInput.optional(),
  networkConfiguration: networkConfigurationInput.exactOptional(),
  loadBalancers: loadBalancersInput.optional(),
  healthCheckGracePeriodSeconds: z.int().min(0).exactOptional(),
  enableExecuteCommand: z.boolean().exactOptional(),
  forceNewDeployment: z.boolean().default(false),
  ...serviceMembersNotOffered,
});

type Request = z.output<typeof input>;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const updateService = operation(input, async (request, controlPlane) => {
  const updated = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, request.cluster);
    const service = requireActiveService(before, request.service);
    return update(before, { service: service.name, ...changes(before, service, request) }, now);
  });
  return { service: serviceShape(updated.service, updated.state, true) };
});

/** What the request names; the rest stays as it is. */
function changes(state: ClusterState, service: ServiceState, request: Request) {
  const { taskDefinition, desiredCount, networkConfiguration, loadBalancers } = request;
  const { healthCheckGracePeriodSeconds, enableExecuteCommand } = request;
  return {
    forceNewDeployment: request.forceNewDeployment,
    deploymentConfiguration: changedDeploymentConfiguration(
      service.deploymentConfiguration,
      request.deploymentConfiguration,
    ),
    ...(taskDefinition === undefined
      ? {}
      : { taskDefinition: requireActiveTaskDefinition(state, taskDefinition).arn }),
    ...(loadBalancers === undefined ? {} : { loadBalancers: serviceLoadBalancers(state, loadBalancers) }),
    ...(desiredCount === undefined ? {} : { desiredCount }),
    ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
    ...(healthCheckGracePeriodSeconds === undefined ? {} : { healthCheckGracePeriodSeconds }),
    ...(enableExecuteCommand === undefined ? {} : { enableExecuteCommand }),
  };
}
