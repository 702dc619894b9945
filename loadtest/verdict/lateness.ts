import { awsDelivery } from '../../local/scaling/simulation/simulation.ts';
import type { RunRecord } from '../record/run-record.ts';

type Where = Pick<RunRecord, 'environment' | 'timeScale'>;

/** Locally; a time scale shortens it, to a second at least. */
const localDeliveryMs = 5000;
const leastDeliveryMs = 1000;

/**
 * How long a metric takes until an alarm sees it, in milliseconds. On AWS it follows from the benchmarks that AWS publishes
 * for ECS: 363 s and 86 s until tasks are added. The local environment evaluates alarms 5 s after a period ends, or 1 s
 * with a time scale. See `docs/autoscaling.md`.
 */
function deliveryMs({ environment, timeScale }: Where, periodSeconds: number): number {
  if (timeScale !== 1 || environment === 'local')
    return Math.max(leastDeliveryMs, localDeliveryMs / timeScale);
  const { deliverySeconds, highResolutionDeliverySeconds } = awsDelivery;
  return 1000 * (periodSeconds < 60 ? highResolutionDeliverySeconds : deliverySeconds);
}

const minuteMs = 60_000;
const highResolutionMs = 10_000;

/** Alarms are evaluated each minute, or every ten seconds for periods below a minute; a time scale shortens it. */
function evaluationMs({ timeScale }: Where, periodSeconds: number): number {
  return (periodSeconds < 60 ? highResolutionMs : minuteMs) / timeScale;
}

/** From an alarm to the activity: calls between services, on a machine that has other work to do. Not shortened. */
const actionMs = 10_000;

/** The first evaluation may come too early for the value. */
const evaluations = 2;

/**
 * How long a policy may take to act once the measured metric calls for it, in milliseconds: delivery, evaluations, and
 * the action.
 */
export function graceMs(where: Where, periodSeconds: number): number {
  return deliveryMs(where, periodSeconds) + evaluations * evaluationMs(where, periodSeconds) + actionMs;
}

/**
 * How long tasks may take to run and to be healthy after a change, in milliseconds. A time scale does not shorten it: the
 * store boots as fast as it does. Three times what a Spree task needs with a cold image.
 */
export const fulfilmentMs = 300_000;
