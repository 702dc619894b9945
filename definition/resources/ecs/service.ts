import { z } from 'zod';
import type { NetworkConfiguration, Service, ServiceLoadBalancer } from '../../model/ecs.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, number, text, texts } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { deploymentConfigurationSchema, toDeploymentConfiguration } from './deployment-configuration.ts';

const loadBalancer = z.object({ TargetGroupArn: text, ContainerName: text, ContainerPort: number });

const network = z.object({
  AwsvpcConfiguration: z
    .object({
      Subnets: texts.default([]),
      SecurityGroups: texts.default([]),
      AssignPublicIp: z.enum(['ENABLED', 'DISABLED']).default('DISABLED'),
    })
    .optional(),
});

const schema = z.object({
  ServiceName: text.optional(),
  Cluster: text.default('default'),
  TaskDefinition: text,
  DesiredCount: number.optional(),
  SchedulingStrategy: z.literal('REPLICA', 'only REPLICA services run locally').default('REPLICA'),
  DeploymentController: z
    .object({ Type: z.literal('ECS', 'only rolling deployments run locally') })
    .optional(),
  DeploymentConfiguration: deploymentConfigurationSchema,
  HealthCheckGracePeriodSeconds: number.default(0),
  LoadBalancers: z.array(loadBalancer).default([]),
  EnableExecuteCommand: flag.default(false),
  NetworkConfiguration: network.default({}),
  Tags: keyValues.default({}),
});

/** Services, with the ECS API's defaults (not those of CDK) where the template is silent. */
export function readServices(template: ResolvedTemplate): readonly Service[] {
  return resourcesOfType(template, 'AWS::ECS::Service').map((resource) => readService(template, resource));
}

function readService(template: ResolvedTemplate, resource: ResolvedResource): Service {
  const properties = readProperties(resource, schema);
  return {
    logicalId: resource.logicalId,
    name: properties.ServiceName ?? generatedName(template, resource),
    cluster: properties.Cluster.split('cluster/').at(-1) ?? properties.Cluster,
    taskDefinition: findTaskDefinition(template, resource, properties.TaskDefinition),
    // CloudFormation starts one task where no count is given.
    desiredCount: properties.DesiredCount ?? 1,
    deploymentConfiguration: toDeploymentConfiguration(properties.DeploymentConfiguration),
    healthCheckGracePeriodSeconds: properties.HealthCheckGracePeriodSeconds,
    loadBalancers: properties.LoadBalancers.map((entry) => toLoadBalancer(template, resource, entry)),
    enableExecuteCommand: properties.EnableExecuteCommand,
    networkConfiguration: toNetwork(properties.NetworkConfiguration),
    tags: properties.Tags,
  };
}

function generatedName(template: ResolvedTemplate, resource: ResolvedResource): string {
  const name = template.values(resource.logicalId, 'Name');
  if (typeof name !== 'string') throw badProperty(resource, ['ServiceName'], 'the service has no name here');
  return name;
}

function findTaskDefinition(template: ResolvedTemplate, resource: ResolvedResource, value: string): string {
  const wanted = { types: ['AWS::ECS::TaskDefinition'], value };
  return resourceWithValue(template, wanted, `${resource.logicalId}.TaskDefinition`).logicalId;
}

function toLoadBalancer(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  entry: z.output<typeof loadBalancer>,
): ServiceLoadBalancer {
  const wanted = { types: ['AWS::ElasticLoadBalancingV2::TargetGroup'], value: entry.TargetGroupArn };
  return {
    targetGroup: resourceWithValue(template, wanted, `${resource.logicalId}.LoadBalancers`).logicalId,
    containerName: entry.ContainerName,
    containerPort: entry.ContainerPort,
  };
}

function toNetwork({ AwsvpcConfiguration }: z.output<typeof network>): NetworkConfiguration {
  return {
    subnets: AwsvpcConfiguration?.Subnets ?? [],
    securityGroups: AwsvpcConfiguration?.SecurityGroups ?? [],
    assignPublicIp: AwsvpcConfiguration?.AssignPublicIp ?? 'DISABLED',
  };
}
