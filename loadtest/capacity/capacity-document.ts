import { z } from 'zod';
import type { Finding } from '../../local/scaling/check/finding.ts';
import type { TaskSize } from '../../operations/resized-definition.ts';
import type { CapacityLimits, CapacityStep } from './capacity-step.ts';
import type { FargateBill } from './fargate-bill.ts';
import type { PolicyReach } from './first-policies.ts';
import type { HeldLoad } from './held-load.ts';

/** What was found of tasks of one size. */
export interface SizeCapacity extends TaskSize {
  /** Why its tasks did not start; absent where they did. */
  readonly notStarted?: string;
  /** The lowest rate first. */
  readonly steps: readonly CapacityStep[];
  /** What one task holds; absent where not even the lowest step kept to the limits. */
  readonly held?: HeldLoad;
  /** Whether the response times kept to their limit up to the target of CPU. */
  readonly holdsP95: boolean;
  /** CPU seconds of a request, and what the task uses without requests, in percent. */
  readonly cpuSecondsPerRequest?: number;
  readonly idleCpuPercent?: number;
  /** What a task held at most. */
  readonly usedMemoryMiB: number;
  readonly bill?: FargateBill;
}

/** What `capacity.json` contains. Times are milliseconds since the epoch. */
export interface CapacityDocument {
  readonly version: 1;
  readonly environment: string;
  readonly timeScale: number;
  readonly service: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly ended: 'completed' | 'interrupted';
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly limits: CapacityLimits;
  /** In the order in which they were tried: that of the definition first. */
  readonly sizes: readonly SizeCapacity[];
  /** vCPUs of the smallest size that holds the limit of response times; absent where none did. */
  readonly smallestVcpu?: number;
  /** When the policies would add tasks, at the size of the definition. */
  readonly policies: readonly PolicyReach[];
  /** What `scaling:check` says with the measured facts. */
  readonly findings: readonly Finding[];
}

const step = z.object({
  journeysPerSecond: z.number(),
  requestsPerSecond: z.number(),
  cpuPercent: z.number(),
  memoryPercent: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  errorShare: z.number(),
  droppedShare: z.number(),
  disturbance: z.string().exactOptional(),
});

const size = z.object({
  vcpu: z.number(),
  memoryMiB: z.number(),
  notStarted: z.string().exactOptional(),
  steps: z.array(step),
  held: z
    .object({
      requestsPerSecond: z.number(),
      journeysPerSecond: z.number(),
      p95Ms: z.number(),
      limitedBy: z.enum(['cpu', 'p95', 'errors', 'dropped journeys', 'health checks', 'nothing']),
    })
    .exactOptional(),
  holdsP95: z.boolean(),
  cpuSecondsPerRequest: z.number().exactOptional(),
  idleCpuPercent: z.number().exactOptional(),
  usedMemoryMiB: z.number(),
  bill: z.object({ thousandRequestsUsd: z.number(), taskMonthUsd: z.number() }).exactOptional(),
});

/** Of `capacity.json`; findings as `scaling:check --json` prints them. */
export const capacitySchema = z.object({
  version: z.literal(1),
  environment: z.string(),
  timeScale: z.number(),
  service: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  ended: z.enum(['completed', 'interrupted']),
  minCapacity: z.number(),
  maxCapacity: z.number(),
  limits: z.object({ cpuPercent: z.number(), p95Ms: z.number() }),
  sizes: z.array(size),
  smallestVcpu: z.number().exactOptional(),
  policies: z.array(
    z.object({
      policyName: z.string(),
      requestsPerSecond: z.number().exactOptional(),
      sentence: z.string(),
    }),
  ),
  findings: z.array(z.looseObject({ rule: z.string(), message: z.string(), mend: z.string() })),
});
