/**
 * ECS waits longer and longer, 27 minutes at most, before it starts again a task that keeps failing; it does
 * not say how long at first. Assumption: the first failures are followed by a start at once, then the wait is
 * 10 s and doubles. On ECS only tasks that never reach RUNNING are held back; here all failures are, since a
 * container starts in a fraction of Fargate's time and would otherwise fail many times a minute.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
const freeFailures = 2;
const firstWaitMs = 10_000;
const longestWaitMs = 27 * 60_000;

/** How long to wait after this many failures in a row; 0 for the first ones. */
export function backOffMs(consecutiveFailures: number): number {
  if (consecutiveFailures <= freeFailures) return 0;
  return Math.min(firstWaitMs * 2 ** (consecutiveFailures - freeFailures - 1), longestWaitMs);
}
