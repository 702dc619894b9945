/** How a service behaves under load, as it was measured or stated. */
export interface ServiceModel {
  readonly cpuSecondsPerRequest: number;
  /** Of a request on an idle task. */
  readonly latencyMs: number;
  /** From the decision to start a task until it answers. */
  readonly bootSeconds: number;
  /** vCPUs of a task. */
  readonly taskVcpu: number;
  /** Share of its memory that a task holds whatever the load, in percent. */
  readonly memoryPercent: number;
}

/** What a minute of load makes of a number of tasks. */
export interface ServedMinute {
  /** Percent of what the tasks have; undefined where there are none. */
  readonly cpuPercent: number | undefined;
  readonly requestsPerTarget: number | undefined;
  readonly droppedRequests: number;
  /** An estimate; undefined where nothing is answered. */
  readonly p95Ms: number | undefined;
}

/** Above it an estimate of latency means nothing: the queue only grows. */
const fullest = 0.99;
/** Of an exponential distribution. */
const p95OverMean = Math.log(20);

/**
 * Requests share the CPU of the tasks evenly, and those beyond it are dropped. The latency is that of a queue with one
 * server a task (M/M/1), in which a request waits the longer the fuller its task is.
 */
export function serveMinute(model: ServiceModel, tasks: number, requests: number): ServedMinute {
  const most = (tasks * model.taskVcpu * 60) / model.cpuSecondsPerRequest;
  const served = Math.min(requests, most);
  if (tasks === 0) {
    return {
      cpuPercent: undefined,
      requestsPerTarget: undefined,
      droppedRequests: requests,
      p95Ms: undefined,
    };
  }
  const used = served / most;
  return {
    cpuPercent: 100 * used,
    requestsPerTarget: requests / tasks,
    droppedRequests: requests - served,
    p95Ms: (p95OverMean * model.latencyMs) / (1 - Math.min(used, fullest)),
  };
}
