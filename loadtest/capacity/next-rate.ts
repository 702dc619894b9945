import { bracket, type CapacityLimits, type CapacityStep, exceeded } from './capacity-step.ts';
import { fullPercent, requestCost } from './request-cost.ts';

/** Within what the search stays. Rates are journeys a second. */
export interface RateSearch {
  readonly limits: CapacityLimits;
  readonly firstRate: number;
  readonly highestRate: number;
  readonly mostSteps: number;
}

/** Two rates that are this close are one answer: the noise of a step is larger. */
export const closeEnough = 1.25;
/** A step that hardly loads the task says little of where the limit is. */
const leastGrowth = 1.2;
const mostGrowth = 5;
const leastRate = 0.05;

/**
 * The rate of the next step: up until a limit is exceeded, then between the two steps around it. Undefined once they are
 * close, or the search is at its own limits.
 */
export function nextRate(steps: readonly CapacityStep[], search: RateSearch): number | undefined {
  if (steps.length === 0) return within(search.firstRate, search);
  if (steps.length >= search.mostSteps) return undefined;
  const { below, above } = bracket(steps, search.limits);
  if (above === undefined) return below === undefined ? undefined : up(below, steps, search);
  return below === undefined ? down(above, search) : between(below, above, search);
}

function up(below: CapacityStep, steps: readonly CapacityStep[], search: RateSearch): number | undefined {
  const { journeysPerSecond: rate, cpuPercent } = below;
  if (rate >= search.highestRate) return undefined;
  const idle = Math.min(requestCost(steps)?.idleCpuPercent ?? 0, cpuPercent);
  // A little beyond where the CPU will be at its target, as far as the steps show how it grows.
  const expected = rate * ((search.limits.cpuPercent - idle) / Math.max(cpuPercent - idle, 1)) * 1.1;
  return within(Math.min(Math.max(expected, rate * leastGrowth), rate * mostGrowth), search);
}

function down(above: CapacityStep, search: RateSearch): number | undefined {
  const { journeysPerSecond: rate, cpuPercent } = above;
  if (rate <= leastRate) return undefined;
  const isCpu = exceeded(above, search.limits).includes('cpu');
  // A full CPU does not say by how much the rate was too high.
  const isTold = isCpu && cpuPercent < fullPercent;
  const expected = isTold ? rate * (search.limits.cpuPercent / cpuPercent) * 0.9 : rate / 3;
  return within(Math.min(Math.max(expected, rate / mostGrowth), rate * 0.85), search);
}

/** Where CPU reaches its target, if that is what was exceeded; of other limits, no more is known than that it lies between. */
function between(below: CapacityStep, above: CapacityStep, { limits }: RateSearch): number | undefined {
  const [low, high] = [below.journeysPerSecond, above.journeysPerSecond];
  const apart = high / low;
  if (apart <= closeEnough) return undefined;
  const middle = low * Math.sqrt(apart);
  const others = exceeded(above, limits).filter((limit) => limit !== 'cpu');
  const grown = above.cpuPercent - below.cpuPercent;
  const atTarget =
    above.cpuPercent > limits.cpuPercent && grown > 0
      ? low + (high - low) * ((limits.cpuPercent - below.cpuPercent) / grown)
      : middle;
  const rate = others.length === 0 ? atTarget : Math.min(atTarget, middle);
  // Not so close to one of them that the other one stays far.
  return Math.min(Math.max(rate, low * apart ** 0.25), low * apart ** 0.75);
}

function within(rate: number, { highestRate }: RateSearch): number {
  return Math.min(Math.max(rate, leastRate), highestRate);
}
