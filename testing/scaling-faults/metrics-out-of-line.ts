import type { Outcome } from '../deployments/steady-rate.ts';
import type { CountsSince } from '../scaling/watch-counts.ts';
import type { MetricPoint } from './metric-points.ts';
import { requestBounds, type Span } from './request-bounds.ts';

/** Where a metric of requests has another number than the requests that were sent, in one of the periods or in all. */
export function requestsOutOfLine(
  points: readonly MetricPoint[],
  periods: readonly Span[],
  { outcomes, deaths }: { readonly outcomes: readonly Outcome[]; readonly deaths: readonly Span[] },
): readonly string[] {
  return [...periods, wholeOf(periods)].flatMap((period) => {
    const counted = pointsIn(points, period).reduce((sum, point) => sum + point.sum, 0);
    const { least, most } = requestBounds(outcomes, deaths, period);
    return counted >= least && counted <= most
      ? []
      : [`${spanText(period)}: ${counted} requests are counted in place of ${least} to ${most}`];
  });
}

/** Where a metric has more observations than were made: so many in a period, for each running task if it is of tasks. */
export function samplesOutOfLine(
  points: readonly MetricPoint[],
  periods: readonly Span[],
  mostIn: (period: Span) => number,
): readonly string[] {
  return periods.flatMap((period) => {
    const samples = pointsIn(points, period).reduce((sum, point) => sum + point.samples, 0);
    const most = mostIn(period);
    return samples <= most
      ? []
      : [`${spanText(period)}: ${samples} observations in place of at most ${most}`];
  });
}

/** A count may be seen a little after its change. */
const slackMs = 2000;

/** The most tasks that ran at once in a period. */
export function mostRunning(counts: readonly CountsSince[], { startMs, endMs }: Span): number {
  const during = counts.filter(
    ({ at }, index) => at < endMs + slackMs && (counts[index + 1]?.at ?? Number.POSITIVE_INFINITY) > startMs,
  );
  return Math.max(0, ...during.map(({ running }) => running));
}

/** The periods of this length that have begun and ended in a span. */
export function periodsIn({ startMs, endMs }: Span, periodMs: number): readonly Span[] {
  const first = Math.ceil(startMs / periodMs);
  const count = Math.max(0, Math.floor(endMs / periodMs) - first);
  return Array.from({ length: count }, (_, index) => ({
    startMs: (first + index) * periodMs,
    endMs: (first + index + 1) * periodMs,
  }));
}

function wholeOf(periods: readonly Span[]): Span {
  return { startMs: periods[0]?.startMs ?? 0, endMs: periods.at(-1)?.endMs ?? 0 };
}

function pointsIn(points: readonly MetricPoint[], { startMs, endMs }: Span): readonly MetricPoint[] {
  return points.filter((point) => point.startMs >= startMs && point.startMs < endMs);
}

function spanText({ startMs, endMs }: Span): string {
  return [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(11, 19)).join('-');
}
