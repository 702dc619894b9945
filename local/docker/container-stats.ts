import { z } from 'zod';
import type { ContainerStats } from './engine.ts';

const figuresSchema = z.object({
  read: z.string(),
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    usage: z.number().optional(),
    limit: z.number().optional(),
    stats: z.record(z.string(), z.number()).optional(),
  }),
});
const answerSchema = z.union([figuresSchema, z.object({ read: z.undefined().optional() })]);

/**
 * Reads Docker's `GET /containers/{id}/stats`; undefined for a container that is not running, for which the
 * engine returns empty figures, or none at all where it ends meanwhile.
 */
export function toContainerStats(raw: unknown): ContainerStats | undefined {
  const answer = answerSchema.parse(raw);
  if (answer.read === undefined) return undefined;
  const { usage, limit = 0, stats = {} } = answer.memory_stats;
  if (usage === undefined) return undefined;
  return {
    at: new Date(answer.read),
    cpuNanoseconds: answer.cpu_stats.cpu_usage.total_usage,
    memoryBytes: usage - Math.min(usage, inactiveFile(stats)),
    memoryLimitBytes: limit,
    raw,
  };
}

/** The page cache that can go at once: cgroup v1 counts the children in `total_`, v2 always does. */
function inactiveFile(stats: Readonly<Record<string, number>>): number {
  return stats.total_inactive_file ?? stats.inactive_file ?? 0;
}
