import { z } from 'zod';
import { createService as create } from '../../../scheduler/commands/services.ts';
import { carryOut } from '../carry-out.ts';
import {
  changedDeploymentConfiguration,
  defaultDeploymentConfiguration,
  deploymentConfigurationInput,
} from '../input/deployment-configuration.ts';
import { launchMembers, requireFargate } from '../input/launch-type.ts';
import { loadBalancersInput, serviceLoadBalancers } from '../input/load-balancers.ts';
import { networkConfigurationInput, requireNetwork } from '../input/network-configuration.ts';
import { serviceMembersNotOffered } from '../input/service-members.ts';
import { tagsInput } from '../input/tags.ts';
import { operation } from '../operation.ts';
import { requireActiveTaskDefinition, requireCluster } from '../references.ts';
import { serviceShape } from '../shapes/service.ts';

const input = z.object({
  cluster: z.string().optional(),
  serviceName: z.string().regex(/^[a-zA-Z0-9_-]{1,255}$/, 'it may have letters, digits, _ and -'),
  taskDefinition: z.string(),
  desiredCount: z.int().min(0),
  ...launchMembers,
  schedulingStrategy: z.enum(['REPLICA']).default('REPLICA'),
  deploymentConfiguration: deploymentConfigurationInput.optional(),
  networkConfiguration: networkConfigurationInput.optional(),
  loadBalancers: loadBalancersInput.default([]),
  healthCheckGracePeriodSeconds: z.int().min(0).default(0),
  enableExecuteCommand: z.boolean().default(false),
  tags: tagsInput,
  ...serviceMembersNotOffered,
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const createService = operation(input, async (request, controlPlane) => {
  requireFargate(request);
  const networkConfiguration = requireNetwork(request.networkConfiguration);
  const { healthCheckGracePeriodSeconds, enableExecuteCommand, desiredCount, tags } = request;
  const created = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, request.cluster);
    const wanted = {
      name: request.serviceName,
      taskDefinition: requireActiveTaskDefinition(before, request.taskDefinition).arn,
      deploymentConfiguration: changedDeploymentConfiguration(
        defaultDeploymentConfiguration,
        request.deploymentConfiguration,
      ),
      loadBalancers: serviceLoadBalancers(before, request.loadBalancers),
      networkConfiguration,
      healthCheckGracePeriodSeconds,
      enableExecuteCommand,
      desiredCount,
      tags,
    };
    return create(before, wanted, now);
  });
  return { service: serviceShape(created.service, created.state, true) };
});
