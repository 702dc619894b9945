/** What a task has and what an hour of it costs, in US dollars. */
export interface TaskPrice {
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly vcpuHourUsd: number;
  readonly gibHourUsd: number;
}

/**
 * The list prices of Linux on x86 in ap-southeast-1.
 * @see https://aws.amazon.com/fargate/pricing/
 */
export const fargatePrices = { vcpuHourUsd: 0.05056, gibHourUsd: 0.00553 } as const;

/** The cost of tasks that ran for a number of hours in total; starting tasks cost as much as others. */
export function costUsd(taskHours: number, price: TaskPrice): number {
  return taskHours * (price.vcpu * price.vcpuHourUsd + price.memoryGib * price.gibHourUsd);
}
