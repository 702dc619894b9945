import { z } from 'zod';

/** What a process says of itself. */
export const costSchema = z.object({
  /** Used in `wallSeconds`. */
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  /** At the end of that time, and when it keeps the metrics of a day. */
  residentMiB: z.number(),
  residentAfterDayMiB: z.number(),
  /** How many metrics it has collected, and of how many tasks. */
  metrics: z.number(),
  tasks: z.number(),
});

export type Cost = z.infer<typeof costSchema>;

/** How much of a core a process used. */
export function shareOfCore({ cpuSeconds, wallSeconds }: Cost): number {
  return cpuSeconds / wallSeconds;
}
