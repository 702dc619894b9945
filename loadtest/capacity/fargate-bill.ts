import { hoursPerMonth } from '../../cost/charges/charge.ts';
import { fargatePrices } from '../../cost/prices/fargate-prices.ts';
import { costUsd } from '../../local/scaling/simulation/fargate-cost.ts';
import type { TaskSize } from '../../operations/resized-definition.ts';

/** What Fargate charges, in US dollars. */
export interface FargateBill {
  /** For 1000 requests, if each task has the load that it holds. */
  readonly thousandRequestsUsd: number;
  /** For a month of one task. */
  readonly taskMonthUsd: number;
}

/** What a task of a size costs at a load. */
export function fargateBill({ vcpu, memoryMiB }: TaskSize, requestsPerSecond: number): FargateBill {
  const price = { vcpu, memoryGib: memoryMiB / 1024, ...fargatePrices };
  const hourUsd = costUsd(1, price);
  return {
    thousandRequestsUsd: (hourUsd / (requestsPerSecond * 3600)) * 1000,
    taskMonthUsd: costUsd(hoursPerMonth, price),
  };
}
