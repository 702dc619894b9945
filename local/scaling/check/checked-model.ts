import type { ServiceModel } from '../simulation/service-model.ts';
import type { CheckedService } from './check-input.ts';

/** A service as the simulation sees it. A service without targets takes jobs from a queue, which wait. */
export function modelOf({ facts, taskVcpu, taskMemoryMiB, targets }: CheckedService): ServiceModel {
  return {
    cpuSecondsPerRequest: facts.cpuSeconds,
    latencyMs: facts.latencyMs,
    bootSeconds: facts.provisionSeconds + facts.bootSeconds + secondsUntilHealthy(targets),
    taskVcpu,
    memoryPercent: (100 * facts.memoryMiB) / taskMemoryMiB,
    excess: targets.length === 0 ? 'waits' : 'dropped',
  };
}

/** A new target gets requests after its first checks in a row have passed. */
export function secondsUntilHealthy(targets: CheckedService['targets']): number {
  return targets.reduce(
    (most, each) => Math.max(most, each.healthIntervalSeconds * each.healthyThresholdCount),
    0,
  );
}
