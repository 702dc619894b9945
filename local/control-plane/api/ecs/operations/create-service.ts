import { z } from 'zod';
import { present } from '../../../../../definition/properties/present.ts';
import {
  changedDeploymentConfiguration,
  defaultDeploymentConfiguration,
} from '../../../../../definition/resources/ecs/deployment-configuration.ts';
import { plainSettings } from '../../../../../definition/resources/ecs/plain-settings.ts';
import { deploymentFault, launchFault } from '../../../../../definition/resources/ecs/service-rules.ts';
import {
  launchMembers,
  serviceLoadBalancers,
  serviceMembers,
  serviceName,
} from '../../../../../definition/resources/ecs/service-schema.ts';
import { tags } from '../../../../../definition/resources/ecs/tags.ts';
import { createService as create } from '../../../scheduler/commands/services.ts';
import { carryOut } from '../carry-out.ts';
import { loadBalancersOf, requireNetwork } from '../input/service-input.ts';
import { operation } from '../operation.ts';
import { definedCluster, requireActiveTaskDefinition, requireCluster } from '../references.ts';
import { requireNoFault } from '../require-no-fault.ts';
import { serviceShape } from '../shapes/service.ts';

const input = z.strictObject({
  cluster: z.string().optional(),
  serviceName,
  taskDefinition: z.string(),
  desiredCount: z.int().min(0),
  schedulingStrategy: z.enum(['REPLICA']).default('REPLICA'),
  loadBalancers: serviceLoadBalancers.default([]),
  ...launchMembers,
  ...serviceMembers,
  tags,
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const createService = operation(input, async (request, controlPlane) => {
  requireNoFault(launchFault(request, definedCluster(controlPlane)), 'InvalidParameterException');
  const networkConfiguration = requireNetwork(request.networkConfiguration);
  const deploymentConfiguration = changedDeploymentConfiguration(
    defaultDeploymentConfiguration,
    request.deploymentConfiguration,
  );
  const fault = deploymentFault(deploymentConfiguration, request.availabilityZoneRebalancing);
  requireNoFault(fault, 'InvalidParameterException');
  const created = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, request.cluster);
    const wanted = {
      name: request.serviceName,
      taskDefinition: requireActiveTaskDefinition(before, request.taskDefinition).arn,
      deploymentConfiguration,
      loadBalancers: loadBalancersOf(before, request.loadBalancers),
      networkConfiguration,
      desiredCount: request.desiredCount,
      ...present({ monitoring: request.monitoring }),
      ...plainSettings(request),
      tags: request.tags,
    };
    return create(before, wanted, now);
  });
  return { service: serviceShape(created.service, created.state, true) };
});
