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
  /** What becomes of requests beyond what the tasks can do: a web server drops them, a queue keeps them. */
  readonly excess?: 'dropped' | 'waits';
}

/** What a service has to do for some seconds. */
export interface Work {
  readonly tasks: number;
  readonly requests: number;
  /** Those that have waited since before. */
  readonly waiting: number;
  readonly seconds: number;
}

/** What some seconds of load make of a number of tasks. */
export interface Served {
  /** Percent of what the tasks have; undefined where there are none. */
  readonly cpuPercent: number | undefined;
  readonly requestsPerTarget: number | undefined;
  readonly droppedRequests: number;
  readonly waitingRequests: number;
  /** How long the tasks need for what waits; undefined where there are none. */
  readonly queueSeconds: number | undefined;
  /** An estimate; undefined where nothing is answered. */
  readonly p95Ms: number | undefined;
}

/** Above it an estimate of latency means nothing: the queue only grows. */
const fullest = 0.99;
/** Of an exponential distribution. */
const p95OverMean = Math.log(20);

/**
 * Requests share the CPU of the tasks evenly; those beyond it are dropped, or wait. The latency is that of a queue with
 * one server a task (M/M/1), in which a request waits the longer the fuller its task is.
 */
export function serve(model: ServiceModel, { tasks, requests, waiting, seconds }: Work): Served {
  const offered = requests + waiting;
  const waits = model.excess === 'waits';
  if (tasks === 0) return withoutTasks(offered, waits);
  const most = (tasks * model.taskVcpu * seconds) / model.cpuSecondsPerRequest;
  const served = Math.min(offered, most);
  const used = served / most;
  const left = offered - served;
  const queueSeconds = waits ? (left / most) * seconds : 0;
  return {
    cpuPercent: 100 * used,
    requestsPerTarget: requests / tasks,
    droppedRequests: waits ? 0 : left,
    waitingRequests: waits ? left : 0,
    queueSeconds,
    p95Ms: (p95OverMean * model.latencyMs) / (1 - Math.min(used, fullest)) + 1000 * queueSeconds,
  };
}

/** The same for a minute that begins without anything waiting. */
export function serveMinute(model: ServiceModel, tasks: number, requests: number): Served {
  return serve(model, { tasks, requests, waiting: 0, seconds: 60 });
}

/** How many requests a task can do in a minute. */
export function requestsATaskMinute({ taskVcpu, cpuSecondsPerRequest }: ServiceModel): number {
  return (taskVcpu * 60) / cpuSecondsPerRequest;
}

function withoutTasks(offered: number, waits: boolean): Served {
  return {
    cpuPercent: undefined,
    requestsPerTarget: undefined,
    droppedRequests: waits ? 0 : offered,
    waitingRequests: waits ? offered : 0,
    queueSeconds: undefined,
    p95Ms: undefined,
  };
}
