import type { TaskSize } from '../../operations/resized-definition.ts';
import type { SizeCapacity } from './capacity-document.ts';
import type { CapacityLimits, CapacityStep } from './capacity-step.ts';
import { fargateBill } from './fargate-bill.ts';
import { heldLoad } from './held-load.ts';
import { requestCost } from './request-cost.ts';

/** What the steps of one size come to. */
export function sizeCapacity(
  size: TaskSize,
  steps: readonly CapacityStep[],
  limits: CapacityLimits,
): SizeCapacity {
  const held = heldLoad(steps, limits);
  const cost = requestCost(steps);
  const memoryPercent = Math.max(0, ...steps.map((step) => step.memoryPercent));
  return {
    ...size,
    steps: steps.toSorted((left, right) => left.journeysPerSecond - right.journeysPerSecond),
    ...(held === undefined ? {} : { held, bill: fargateBill(size, held.requestsPerSecond) }),
    holdsP95: held?.limitedBy === 'cpu' || held?.limitedBy === 'nothing',
    ...(cost === undefined
      ? {}
      : {
          cpuSecondsPerRequest: (cost.cpuPercentPerRequest / 100) * size.vcpu,
          idleCpuPercent: cost.idleCpuPercent,
        }),
    usedMemoryMiB: (memoryPercent / 100) * size.memoryMiB,
  };
}
