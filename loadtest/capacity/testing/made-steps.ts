import type { CapacityLimits, CapacityStep } from '../capacity-step.ts';

export const limits: CapacityLimits = { cpuPercent: 70, p95Ms: 1000 };

/** A task whose CPU is full at `fullAt` requests a second, with four requests a journey; it answers slowly once it is full. */
export function madeTask(fullAt: number, idleCpuPercent = 0, slowMs = 2000) {
  return (journeysPerSecond: number): CapacityStep => {
    const wanted = journeysPerSecond * 4;
    const requestsPerSecond = Math.min(wanted, fullAt);
    const isFull = wanted >= fullAt;
    return {
      ...{ journeysPerSecond, requestsPerSecond },
      cpuPercent: idleCpuPercent + (100 - idleCpuPercent) * (requestsPerSecond / fullAt),
      ...{ memoryPercent: 30, p50Ms: 50, p95Ms: isFull ? slowMs : 200 },
      ...{ errorShare: 0, droppedShare: isFull ? 0.2 : 0 },
    };
  };
}
