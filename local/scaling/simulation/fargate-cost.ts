/** What a task has and what an hour of it costs, in US dollars. */
export interface TaskPrice {
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly vcpuHourUsd: number;
  readonly gibHourUsd: number;
}

/** The cost of tasks that ran for a number of hours in total; starting tasks cost as much as others. */
export function costUsd(taskHours: number, price: TaskPrice): number {
  return taskHours * (price.vcpu * price.vcpuHourUsd + price.memoryGib * price.gibHourUsd);
}
