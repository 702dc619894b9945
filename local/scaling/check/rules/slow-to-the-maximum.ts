import type { TargetTrackingPolicy } from '../../policies/scaling-policy.ts';
import { trackedCapacity } from '../../policies/tracked-capacity.ts';
import { requestsATaskMinute } from '../../simulation/service-model.ts';
import { simulate } from '../../simulation/simulate.ts';
import { awsDelivery } from '../../simulation/simulation.ts';
import type { CheckedPolicy, CheckedScaling, CheckedService, CheckInput } from '../check-input.ts';
import { modelOf } from '../checked-model.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';
import { isOutOfReach } from './policy-never-acts.ts';

/** Steps that a service may take to its maximum. */
const mostSteps = 3;

/**
 * CPU utilization cannot exceed 100 %, so a policy on it alone requests 100 / target times the tasks at most, again and again,
 * while requests are dropped. A policy on requests, a step policy or another metric can request all of them at once.
 */
export function slowToTheMaximum({ services }: CheckInput): readonly Finding[] {
  return services.flatMap((service) => {
    const { scaling } = service;
    const cpu = scaling?.policies.find(({ metric, policy }) => isCpuTracking(metric, policy));
    if (scaling === undefined || cpu?.policy.kind !== 'target-tracking') return [];
    if (scaling.policies.some((policy) => mayJump(service, policy))) return [];
    return slow(service, scaling, cpu.logicalId, cpu.policy);
  });
}

function isCpuTracking(metric: CheckedPolicy['metric'], policy: CheckedPolicy['policy']): boolean {
  return metric.kind === 'cpu' && policy.kind === 'target-tracking' && policy.targetValue < 100;
}

function mayJump(service: CheckedService, checked: CheckedPolicy): boolean {
  if (checked.policy.kind === 'step-scaling') return true;
  const { kind } = checked.metric;
  return kind === 'custom' || (kind === 'requests' && !isOutOfReach(service, checked));
}

function slow(
  service: CheckedService,
  scaling: CheckedScaling,
  logicalId: string,
  policy: TargetTrackingPolicy,
): readonly Finding[] {
  const steps = stepsOf(scaling, policy.targetValue);
  if (steps.length <= mostSteps) return [];
  const minutes = minutesToMaximum(service, scaling, policy);
  const { minCapacity, maxCapacity } = scaling;
  return [
    {
      rule: 'slow-to-the-maximum',
      logicalId,
      message: `CPU utilization cannot exceed 100 %, so ${service.name} goes from ${minCapacity} to ${maxCapacity} tasks in ${steps.length} steps (${steps.join(', ')})${minutes === undefined ? '' : `, which takes about ${minutes} minutes on AWS`}.`,
      mend: `Add a policy on ${showingMore(service, policy)} or a step scaling policy, use 20-second metrics, or raise the minimum before known peaks.`,
      numbers: {
        ...{ minCapacity, maxCapacity, targetValue: policy.targetValue, steps: steps.length },
        ...(minutes === undefined ? {} : { minutes }),
      },
    },
  ];
}

/** A metric that shows how far the load exceeds what fully used CPUs can do. */
function showingMore(service: CheckedService, { targetValue }: TargetTrackingPolicy): string {
  if (service.targets.length === 0) return 'the backlog per task';
  const most = Math.floor((requestsATaskMinute(modelOf(service)) * targetValue) / 100);
  return `requests per target (${most} per minute correspond to ${shown(targetValue)} % CPU)`;
}

/** The numbers of tasks on the way from the minimum to the maximum while the CPU is full. */
function stepsOf({ minCapacity, maxCapacity }: CheckedScaling, targetValue: number): readonly number[] {
  const steps: number[] = [];
  let tasks = Math.max(minCapacity, 1);
  while (tasks < maxCapacity) {
    tasks = Math.min(maxCapacity, trackedCapacity(tasks, 100, targetValue));
    steps.push(tasks);
  }
  return steps;
}

const hours = 3;
const quietMinutes = 30;

/** Minutes from a sudden load that needs all tasks until they run; undefined where that takes more than hours. */
function minutesToMaximum(
  service: CheckedService,
  { minCapacity, maxCapacity }: CheckedScaling,
  policy: TargetTrackingPolicy,
): number | undefined {
  const model = modelOf(service);
  const busy = requestsATaskMinute(model) * maxCapacity;
  const requests = Array.from({ length: hours * 60 }, (_, minute) => (minute < quietMinutes ? 0 : busy));
  const simulation = { requests, model, minCapacity, maxCapacity, ...awsDelivery };
  const { minutes } = simulate({ ...simulation, policies: [{ policy, metric: 'cpu' }] });
  const reached = minutes.findIndex(({ runningCount }) => runningCount >= maxCapacity);
  return reached === -1 ? undefined : reached - quietMinutes;
}
