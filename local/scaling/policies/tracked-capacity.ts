/** Below what a quotient of whole numbers and metrics can differ by more than rounding. */
const tolerance = 1e-9;

/**
 * How many tasks bring a metric that falls in proportion to them to its target: rounded up, so that one task fewer would
 * bring it above the target. Without running tasks one is enough to learn more.
 * Assumption: AWS documents proportion and rounding, and does not publish the formula. It says that it scales in more
 * gradually, but not how, so that both directions use the same formula.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function trackedCapacity(runningCount: number, value: number, targetValue: number): number {
  if (runningCount === 0) return value > targetValue ? 1 : 0;
  return Math.max(0, Math.ceil((runningCount * value) / targetValue - tolerance));
}
