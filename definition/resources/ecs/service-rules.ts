import type {
  Cluster,
  DeploymentConfiguration,
  ServiceLoadBalancer,
  TaskDefinition,
} from '../../model/ecs.ts';
import type { DefinitionFault } from './definition-fault.ts';

type Strategy = readonly { readonly capacityProvider: string }[];

const fargateProviders = ['FARGATE', 'FARGATE_SPOT'];

/** Whether a strategy has providers, all of them of Fargate. */
export function isOfFargate(strategy: Strategy): boolean {
  return (
    strategy.length > 0 &&
    strategy.every(({ capacityProvider }) => fargateProviders.includes(capacityProvider))
  );
}

/**
 * Why tasks cannot run where they are to run, in ECS's words. Without a launch type or a strategy ECS takes the
 * cluster's default strategy, or else EC2, of which a Fargate cluster has no instances. Both Fargate providers run alike here.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export function launchFault(
  input: {
    readonly launchType?: string | undefined;
    readonly capacityProviderStrategy: Strategy;
  },
  cluster: Pick<Cluster, 'runsOnFargate' | 'capacityProviders'> | undefined,
): DefinitionFault | undefined {
  const { launchType, capacityProviderStrategy: strategy } = input;
  if (launchType !== undefined && strategy.length > 0) {
    const message = 'Specifying both a launch type and capacity provider strategy is not supported.';
    return { message, path: ['launchType'] };
  }
  const stray = strayProvider(strategy, cluster);
  if (stray >= 0) {
    const message =
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.';
    return { message, path: ['capacityProviderStrategy', stray, 'capacityProvider'] };
  }
  if (launchType === 'FARGATE' || strategy.length > 0) return undefined;
  if (launchType === undefined && cluster?.runsOnFargate === true) return undefined;
  const message = 'No Container Instances were found in your cluster.';
  return { message, path: ['launchType'], isLegalOnAws: true };
}

/** Those of Fargate have to be associated with the cluster too; one that is not defined here may have any. */
function strayProvider(strategy: Strategy, cluster: Pick<Cluster, 'capacityProviders'> | undefined): number {
  const { capacityProviders = [] } = cluster ?? { capacityProviders: fargateProviders };
  return strategy.findIndex(
    ({ capacityProvider }) =>
      !fargateProviders.includes(capacityProvider) || !capacityProviders.includes(capacityProvider),
  );
}

/**
 * Limits with which no deployment could make progress. Availability Zone rebalancing refuses more. Assumed:
 * only if it is requested, since ECS does not enable it by default for a service that cannot have it.
 */
export function deploymentFault(
  { minimumHealthyPercent, maximumPercent }: DeploymentConfiguration,
  availabilityZoneRebalancing?: 'ENABLED' | 'DISABLED',
): DefinitionFault | undefined {
  const path = ['deploymentConfiguration', 'maximumPercent'];
  if (availabilityZoneRebalancing === 'ENABLED' && maximumPercent <= 100) {
    const message =
      "The service couldn't be updated because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.";
    return { message, path };
  }
  if (minimumHealthyPercent < 100 || maximumPercent > 100) return undefined;
  const message =
    'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.';
  return { message, path };
}

/** What a load balancer sends its requests to has to be in the task definition. */
export function balancingFault(
  loadBalancers: readonly ServiceLoadBalancer[],
  definition: Pick<TaskDefinition, 'containerDefinitions'> | undefined,
): DefinitionFault | undefined {
  for (const [index, { containerName, containerPort }] of loadBalancers.entries()) {
    const path = ['loadBalancers', index];
    const container = definition?.containerDefinitions.find(({ name }) => name === containerName);
    if (container === undefined) {
      const message = `The container ${containerName} does not exist in the task definition.`;
      return { message, path: [...path, 'containerName'] };
    }
    if (!container.portMappings.some((mapping) => mapping.containerPort === containerPort)) {
      const message = `The container ${containerName} did not have a container port ${containerPort} defined.`;
      return { message, path: [...path, 'containerPort'] };
    }
  }
  return undefined;
}

/**
 * The agent of ECS Exec signs in with the task's role.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function execFault(
  { enableExecuteCommand }: { readonly enableExecuteCommand: boolean },
  definition: Pick<TaskDefinition, 'taskRoleArn'> | undefined,
  done: 'created' | 'updated' = 'created',
): DefinitionFault | undefined {
  if (!enableExecuteCommand || definition === undefined || definition.taskRoleArn !== undefined) {
    return undefined;
  }
  const message = `The service couldn't be ${done} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`;
  return { message, path: ['enableExecuteCommand'] };
}
