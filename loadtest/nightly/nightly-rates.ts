import type { Service, TaskDefinition } from '../../definition/model/ecs.ts';
import type { ScalableTarget, ScalingPolicy } from '../../definition/model/scaling.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';

/** What a nightly run needs to know besides the definition; measured by a capacity test. */
export interface RequestFacts {
  /** Of a vCPU, for a request to a service with this task definition. */
  readonly cpuSeconds: (service: Service, task: TaskDefinition) => number;
  /** Requests to the web service that a journey makes on average. */
  readonly requestsPerJourney: number;
}

/** The load of the nightly scenarios, in journeys a second. */
export interface NightlyRates {
  /** Held by the minimum of tasks, without a policy acting. */
  readonly averagePerSecond: number;
  /** Makes the first policy add tasks, and is held by fewer than the maximum. */
  readonly peakPerSecond: number;
  readonly service: string;
  /** The policy that acts first. */
  readonly policyName: string;
  readonly mostTasks: number;
}

/** Of what the minimum of tasks holds at the target. */
const averageShare = 0.6;
/** Of what the maximum of tasks holds at the target: beyond, requests would be lost. */
const mostShare = 0.9;

/**
 * The rates that follow from the bounds and the policies of the web service. Raises `NO_SCALED_SERVICE` where no service
 * behind a load balancer is scaled by its CPU or its requests.
 */
export function nightlyRates(workload: Workload, facts: RequestFacts): NightlyRates {
  const [first] = workload.services
    .flatMap((service) => scaledBy(service, workload, facts))
    .toSorted((left, right) => right.target.maxCapacity - left.target.maxCapacity);
  if (first === undefined) throw noScaledService(workload);
  const { service, target, perTask, policyName } = first;
  const { minCapacity, maxCapacity } = target;
  const inJourneys = (tasks: number) => (tasks * perTask) / facts.requestsPerJourney;
  return {
    averagePerSecond: inJourneys(averageShare * minCapacity),
    peakPerSecond: inJourneys(Math.min((minCapacity + maxCapacity) / 2, mostShare * maxCapacity)),
    ...{ service: service.name, policyName, mostTasks: maxCapacity },
  };
}

interface ScaledService {
  readonly service: Service;
  readonly target: ScalableTarget;
  /** Requests a second at which the policy is at its target. */
  readonly perTask: number;
  readonly policyName: string;
}

function scaledBy(service: Service, workload: Workload, facts: RequestFacts): readonly ScaledService[] {
  const resourceId = `service/${service.cluster}/${service.name}`;
  const target = workload.scalableTargets.find((each) => each.resourceId === resourceId);
  const task = workload.taskDefinitions.find(({ logicalId }) => logicalId === service.taskDefinition);
  if (service.loadBalancers.length === 0 || target === undefined || task === undefined) return [];
  const [first] = target.policies
    .flatMap((policy) => {
      const perTask = requestsPerTask(policy, task, facts.cpuSeconds(service, task));
      return perTask === undefined ? [] : [{ perTask, policyName: policy.policyName }];
    })
    .toSorted((left, right) => left.perTask - right.perTask);
  return first === undefined ? [] : [{ service, target, ...first }];
}

/** Undefined for policies on what does not follow from the number of requests, such as memory. */
function requestsPerTask(
  policy: ScalingPolicy,
  { cpu }: TaskDefinition,
  cpuSeconds: number,
): number | undefined {
  if (policy.kind !== 'target-tracking' || policy.metric.kind !== 'predefined') return undefined;
  const { type } = policy.metric;
  if (type === 'ALBRequestCountPerTarget') return policy.targetValue / 60;
  if (!type.startsWith('ECSServiceAverageCPUUtilization')) return undefined;
  return ((cpu / 1024) * (policy.targetValue / 100)) / cpuSeconds;
}

function noScaledService({ stackName }: Workload): Failure {
  return new Failure(
    'NO_SCALED_SERVICE',
    `The stack ${stackName} has no service behind a load balancer that is scaled by its CPU or its requests`,
    { hint: 'Give the web service a scalable target with a policy on one of them.' },
  );
}
