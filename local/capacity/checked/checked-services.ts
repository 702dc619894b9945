import type { Service, TaskDefinition } from '../../../definition/model/ecs.ts';
import type { DefinedStack } from '../../../definition/read-stacks.ts';
import type { Workload } from '../../../definition/workload.ts';
import type {
  CheckedContainer,
  CheckedScaling,
  CheckedService,
  CheckedTargets,
} from '../../scaling/check/check-input.ts';
import type { GivenFacts } from '../facts/given-facts.ts';
import { factsOf } from '../facts/service-facts.ts';
import { checkedPolicies } from './checked-policies.ts';
import { subnetsByIds } from './checked-subnets.ts';

/** The services of a stack, with what is known of them besides. */
export function checkedServices(
  { workload, template }: Pick<DefinedStack, 'workload' | 'template'>,
  given: GivenFacts,
): readonly CheckedService[] {
  return workload.services.flatMap((service) => {
    const definition = workload.taskDefinitions.find(({ logicalId }) => logicalId === service.taskDefinition);
    if (definition === undefined) return [];
    const scaling = scalingOf(service, workload);
    return [
      {
        logicalId: service.logicalId,
        name: service.name,
        taskVcpu: definition.cpu / 1024,
        taskMemoryMiB: definition.memoryMiB,
        desiredCount: service.desiredCount,
        maximumPercent: service.deploymentConfiguration.maximumPercent,
        healthCheckGraceSeconds: service.healthCheckGracePeriodSeconds,
        ...(scaling === undefined ? {} : { scaling }),
        targets: targetsOf(service, workload),
        containers: containersOf(definition),
        subnets: subnetsByIds(template, service.networkConfiguration.subnets),
        facts: factsOf(service, definition, given),
      },
    ];
  });
}

function scalingOf(
  { cluster, name }: Service,
  { scalableTargets, alarms }: Workload,
): CheckedScaling | undefined {
  const target = scalableTargets.find(({ resourceId }) => resourceId === `service/${cluster}/${name}`);
  if (target === undefined) return undefined;
  const { logicalId, minCapacity, maxCapacity, scheduledActions } = target;
  const scheduled = scheduledActions.flatMap((action) => action.maxCapacity ?? []);
  return {
    ...{ logicalId, minCapacity, maxCapacity, policies: checkedPolicies(target, alarms) },
    scheduledActions: scheduledActions.map(({ scheduledActionName: name, schedule }) => ({ name, schedule })),
    ...(scheduled.length === 0 ? {} : { scheduledMaxCapacity: Math.max(...scheduled) }),
  };
}

function targetsOf(service: Service, { targetGroups }: Workload): readonly CheckedTargets[] {
  const ids = service.loadBalancers.map(({ targetGroup }) => targetGroup);
  return targetGroups
    .filter(({ logicalId }) => ids.includes(logicalId))
    .map(({ logicalId, healthCheck, deregistrationDelaySeconds }) => ({
      logicalId,
      healthIntervalSeconds: healthCheck.intervalSeconds,
      healthyThresholdCount: healthCheck.healthyThresholdCount,
      deregistrationDelaySeconds,
    }));
}

/** ECS's own on Fargate. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const defaultStopTimeoutSeconds = 30;

function containersOf({ containerDefinitions }: TaskDefinition): readonly CheckedContainer[] {
  return containerDefinitions.map(({ name, stopTimeoutSeconds, healthCheck }) => ({
    name,
    stopTimeoutSeconds: stopTimeoutSeconds ?? defaultStopTimeoutSeconds,
    ...(healthCheck === undefined
      ? {}
      : {
          health: {
            startPeriodSeconds: healthCheck.startPeriodSeconds,
            intervalSeconds: healthCheck.intervalSeconds,
            retries: healthCheck.retries,
          },
        }),
  }));
}
