import { z } from 'zod';

/** What an observing process says of itself. */
export const observingCostSchema = z.object({
  /** Used in `wallSeconds`. */
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  /** How often it looked at the services in this time, how many there were, and how often there was no answer. */
  looks: z.number(),
  services: z.number(),
  gaps: z.number(),
});

export type ObservingCost = z.infer<typeof observingCostSchema>;
