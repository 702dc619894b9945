/** The engine's figures of a container at one moment. */
export interface ContainerReading {
  readonly containerId: string;
  readonly atMs: number;
  /** CPU time since the container began. */
  readonly cpuNanoseconds: number;
  /** The working set: without the page cache that can go at once. */
  readonly memoryBytes: number;
}

/** What was read of a task in a period: each container's last reading before it (or its first) and its newest. */
export interface TaskSpan {
  readonly containers: Readonly<Record<string, { first: ContainerReading; last: ContainerReading }>>;
  /** The containers as they were read last; none while nothing was read in the period. */
  readonly newest: readonly ContainerReading[];
}

/** What a task used; its CPU is unknown until it was read twice. */
export interface TaskUsage {
  readonly vcpus?: number;
  readonly memoryMiB: number;
}

export const emptySpan: TaskSpan = { containers: {}, newest: [] };

/** The span after one more look at the task's containers; what of them has ended keeps what it used. */
export function withReadings(span: TaskSpan, readings: readonly ContainerReading[]): TaskSpan {
  if (readings.length === 0) return span;
  const containers = { ...span.containers };
  for (const reading of readings) {
    const first = containers[reading.containerId]?.first ?? reading;
    containers[reading.containerId] = { first, last: reading };
  }
  return { containers, newest: readings };
}

/** The span of the next period, which begins with the newest readings. */
export function nextSpan({ newest, containers }: TaskSpan): TaskSpan {
  const kept = newest.length > 0 ? newest : Object.values(containers).map(({ last }) => last);
  return {
    containers: Object.fromEntries(kept.map((last) => [last.containerId, { first: last, last }])),
    newest: [],
  };
}

/**
 * What the task used in the period, its containers added up: memory in whole MiB. Undefined where nothing was read,
 * so that a task that did not report is not counted as one.
 */
export function usageOf(span: TaskSpan): TaskUsage | undefined {
  if (span.newest.length === 0) return undefined;
  const bytes = span.newest.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const memoryMiB = Math.floor(bytes / mebibyte);
  const vcpus = vcpusOf(Object.values(span.containers));
  return vcpus === undefined ? { memoryMiB } : { memoryMiB, vcpus };
}

const mebibyte = 1024 * 1024;
const nanosecondsInMillisecond = 1e6;

function vcpusOf(containers: readonly TaskSpan['containers'][string][]): number | undefined {
  const fromMs = Math.min(...containers.map(({ first }) => first.atMs));
  const toMs = Math.max(...containers.map(({ last }) => last.atMs));
  if (!(toMs > fromMs)) return undefined;
  const used = containers.reduce(
    (sum, { first, last }) => sum + Math.max(0, last.cpuNanoseconds - first.cpuNanoseconds),
    0,
  );
  return used / nanosecondsInMillisecond / (toMs - fromMs);
}
