import { z } from 'zod';
import type { ContainerStats, Engine } from '../../../docker/engine.ts';

/** Statistics of containers by engine id; null for one that does not run. */
export type StatsReader = (runtimeId: string) => Promise<object | null>;

const forgottenAfterMs = 10 * 60 * 1000;

/**
 * Reads Docker's statistics as ECS passes them on, each beside the reading before it: the last that was asked for,
 * or one that is taken now, `untilNext` before the one that counts.
 */
export function statsReader(engine: Pick<Engine, 'stats'>, untilNext: () => Promise<unknown>): StatsReader {
  const last = new Map<string, ContainerStats>();
  return async (runtimeId) => {
    const before = last.get(runtimeId) ?? (await engine.stats(runtimeId));
    if (!last.has(runtimeId) && before !== undefined) await untilNext();
    const now = before && (await engine.stats(runtimeId));
    if (before === undefined || now === undefined) return null;
    last.set(runtimeId, now);
    for (const [id, { at }] of last) if (now.at.getTime() - at.getTime() > forgottenAfterMs) last.delete(id);
    return withRates(now, before);
  };
}

const counters = z.object({ rx_bytes: z.number(), tx_bytes: z.number() });
const rawSchema = z.looseObject({
  read: z.string(),
  cpu_stats: z.unknown(),
  networks: z.record(z.string(), counters.loose()).default({}),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-examples.html */
function withRates(now: ContainerStats, before: ContainerStats): object {
  const [current, previous] = [rawSchema.parse(now.raw), rawSchema.parse(before.raw)];
  const seconds = (now.at.getTime() - before.at.getTime()) / 1000;
  const rate = (counter: keyof z.infer<typeof counters>) =>
    seconds > 0 ? (total(current, counter) - total(previous, counter)) / seconds : 0;
  return {
    ...current,
    preread: previous.read,
    precpu_stats: previous.cpu_stats,
    network_rate_stats: { rx_bytes_per_sec: rate('rx_bytes'), tx_bytes_per_sec: rate('tx_bytes') },
  };
}

function total({ networks }: z.infer<typeof rawSchema>, counter: keyof z.infer<typeof counters>): number {
  return Object.values(networks).reduce((sum, network) => sum + network[counter], 0);
}
