import type { Cluster, Service, ServiceLoadBalancer, TaskDefinition } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';
import { badProperty } from '../../properties/read-properties.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import type { DefinitionFault } from './definition-fault.ts';
import {
  changedDeploymentConfiguration,
  defaultDeploymentConfiguration,
} from './deployment-configuration.ts';
import { faultFailure } from './fault-failure.ts';
import { plainSettings } from './plain-settings.ts';
import { readEcsProperties } from './read-ecs-properties.ts';
import { balancingFault, deploymentFault, execFault, launchFault } from './service-rules.ts';
import { serviceSchema } from './service-schema.ts';

/** What services refer to. */
interface Defined {
  readonly clusters: readonly Cluster[];
  readonly taskDefinitions: readonly TaskDefinition[];
}

/** Services, by the rules of `CreateService` and with ECS's defaults (not those of CDK) where the template is silent. */
export function readServices(
  template: ResolvedTemplate,
  { clusters, taskDefinitions }: Defined,
): readonly Service[] {
  return resourcesOfType(template, 'AWS::ECS::Service').map((resource) =>
    readService(template, resource, { clusters, taskDefinitions }),
  );
}

function readService(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  { clusters, taskDefinitions }: Defined,
): Service {
  const input = readEcsProperties(resource, serviceSchema);
  const { networkConfiguration } = input;
  if (networkConfiguration === undefined) {
    const why = "Network Configuration must be provided when networkMode 'awsvpc' is specified";
    throw badProperty(resource, ['NetworkConfiguration'], why);
  }
  const service: Service = {
    logicalId: resource.logicalId,
    name: input.serviceName ?? generatedName(template, resource),
    cluster: input.cluster.split('cluster/').at(-1) ?? input.cluster,
    taskDefinition: findTaskDefinition(template, resource, input.taskDefinition),
    desiredCount: input.desiredCount,
    deploymentConfiguration: changedDeploymentConfiguration(
      defaultDeploymentConfiguration,
      input.deploymentConfiguration,
    ),
    loadBalancers: input.loadBalancers.map((entry) => toLoadBalancer(template, resource, entry)),
    networkConfiguration,
    ...plainSettings(input),
    ...present({ monitoring: input.monitoring }),
    tags: input.tags,
  };
  if (clusters.length > 0 && !clusters.some(({ name }) => name === service.cluster)) {
    throw badProperty(resource, ['Cluster'], 'Cluster not found: the template defines another one');
  }
  const definition = taskDefinitions.find(({ logicalId }) => logicalId === service.taskDefinition);
  rejectFault(
    resource,
    launchFault(
      input,
      clusters.find(({ name }) => name === service.cluster),
    ) ??
      deploymentFault(service.deploymentConfiguration, input.availabilityZoneRebalancing) ??
      balancingFault(service.loadBalancers, definition) ??
      execFault(service, definition),
  );
  return service;
}

function rejectFault(resource: ResolvedResource, fault: DefinitionFault | undefined): void {
  if (fault !== undefined) throw faultFailure(resource, fault);
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
  entry: { readonly targetGroupArn: string; readonly containerName: string; readonly containerPort: number },
): ServiceLoadBalancer {
  const { targetGroupArn: value, containerName, containerPort } = entry;
  const wanted = { types: ['AWS::ElasticLoadBalancingV2::TargetGroup'], value };
  const { logicalId } = resourceWithValue(template, wanted, `${resource.logicalId}.LoadBalancers`);
  return { targetGroup: logicalId, containerName, containerPort };
}
