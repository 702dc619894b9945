import type { Outcome } from '../deployments/steady-rate.ts';

/** Milliseconds since the epoch; the end is not in it. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** How many requests a load balancer has to have counted, and how many it may have. */
export interface RequestBounds {
  readonly least: number;
  readonly most: number;
}

/** The load balancer notes a request when its answer has left: the client may have that a little earlier. */
const skewMs = 100;
/** The load balancer's default. */
const idleTimeoutMs = 60_000;

/**
 * How many of these requests a load balancer may have counted in a period. Those count that got an answer, at some moment
 * between their departure and its arrival. What was under way when the load balancer was killed may count, and what came
 * while it was dead does not. `deaths` are the spans within which it was killed.
 */
export function requestBounds(
  outcomes: readonly Outcome[],
  deaths: readonly Span[],
  period: Span,
): RequestBounds {
  const touching = outcomes.filter((outcome) => touches(outcome, period));
  const within = touching.filter(
    (outcome) => outcome.sentAt >= period.startMs && latestEnd(outcome) < period.endMs,
  );
  return {
    least: within.filter((outcome) => fateOf(outcome, deaths) === 'counted').length,
    most: touching.filter((outcome) => fateOf(outcome, deaths) !== 'not counted').length,
  };
}

function touches(outcome: Outcome, { startMs, endMs }: Span): boolean {
  return outcome.sentAt < endMs && latestEnd(outcome) >= startMs;
}

/** A request that its client gave up ends when its target answers, or at the idle timeout. */
function latestEnd({ sentAt, endedAt, outcome }: Outcome): number {
  const isGivenUp = !isStatus(outcome) && !nobodyThere.has(outcome);
  return isGivenUp ? sentAt + idleTimeoutMs : endedAt + skewMs;
}

function fateOf(outcome: Outcome, deaths: readonly Span[]): 'counted' | 'not counted' | 'unknown' {
  if (deaths.some((death) => touches(outcome, death))) return 'unknown';
  if (outcome.outcome === '200') return 'counted';
  return nobodyThere.has(outcome.outcome) ? 'not counted' : 'unknown';
}

function isStatus(outcome: string): boolean {
  return /^\d{3}$/.test(outcome);
}

/** The codes of connections that nobody took, or whose other end was gone. */
const nobodyThere: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);
