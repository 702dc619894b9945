import { percentile } from '../result/percentile.ts';
import { atConstantRate, type Load } from './constant-rate.ts';

/** Milliseconds of each answer, by the way that it came. */
export interface Round {
  readonly direct: readonly number[];
  readonly throughEdge: readonly number[];
}

/** Sends by both ways at the load's rate, each request of one between two of the other. */
export async function interleaved(
  load: Load,
  send: { readonly [Way in keyof Round]: (index: number) => Promise<void> },
): Promise<Round> {
  const both = { ...load, requestsPerSecond: load.requestsPerSecond * 2 };
  const times = await atConstantRate(both, (index) =>
    isDirect(index) ? send.direct(index / 2) : send.throughEdge((index - 1) / 2),
  );
  return {
    direct: times.filter((_, index) => isDirect(index)),
    throughEdge: times.filter((_, index) => !isDirect(index)),
  };
}

/** What the edge's way takes more than the direct one, at a percentile of each. */
export function addedMs({ direct, throughEdge }: Round, share: number): number {
  return percentile(throughEdge, share) - percentile(direct, share);
}

function isDirect(index: number): boolean {
  return index % 2 === 0;
}
