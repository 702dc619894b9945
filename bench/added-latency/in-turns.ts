import { percentile } from '../result/percentile.ts';
import { atConstantRate, type Load } from './constant-rate.ts';

/** Milliseconds of each answer, by the way that it came. */
export interface Round {
  readonly direct: readonly number[];
  readonly throughEdge: readonly number[];
}

/** How a request is sent by each way; the index counts the requests of a turn. */
export type Ways = { readonly [Way in keyof Round]: (index: number) => Promise<void> };

/** Puts the load on one way and then on the other, this many times. */
export async function inTurns(load: Load, turns: number, ways: Ways): Promise<Round> {
  const direct: number[] = [];
  const throughEdge: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    direct.push(...(await atConstantRate(load, ways.direct)));
    throughEdge.push(...(await atConstantRate(load, ways.throughEdge)));
  }
  return { direct, throughEdge };
}

/** How many times as long as the direct way the edge's takes, at a percentile of each. */
export function timesAsLong({ direct, throughEdge }: Round, share: number): number {
  return percentile(throughEdge, share) / percentile(direct, share);
}
