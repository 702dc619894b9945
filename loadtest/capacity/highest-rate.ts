import type { EnvironmentName } from '../../operations/target.ts';
import { loadCeilings } from '../guards/check-plan.ts';
import { longestVisitSeconds } from '../shapes/plan-load.ts';

/** The highest rate that a step may have in an environment, in journeys a second: the guards refuse a plan beyond it. */
export function highestRateIn(environment: EnvironmentName): number {
  const { journeysPerSecond, visitors } = loadCeilings[environment];
  return Math.min(journeysPerSecond, visitors / longestVisitSeconds);
}
