import type { WatchSettings } from './watch-settings.ts';

/** A program with its arguments. */
export type Command = readonly string[];

/** What there is nothing of, such as migrations. */
export type None = 'none';

/** How the tasks that answer visitors are run. */
export interface WebSettings {
  readonly command: Command;
  /** Where it listens, on all interfaces; `PORT` says so in its environment. */
  readonly port: number;
  /** Where the load balancer and the health check of the container ask, by plain HTTP. */
  readonly healthPath: string;
  /** A shell command that fails where the container does not work; `none` leaves the question to the load balancer. */
  readonly healthCommand: string | None;
}

/** The metric that a worker publishes once a minute: how long the oldest waiting job has waited, in seconds. */
export interface QueueMetric {
  readonly namespace: string;
  readonly name: string;
  /** The dimension whose value is the name of the service. */
  readonly dimension: string;
}

/** How the tasks that work off jobs are run. */
export interface WorkerSettings {
  readonly command: Command;
  /** A shell command that fails where the worker does not run. */
  readonly healthCommand: string | None;
  /** The queues that it takes jobs from, most urgent first. */
  readonly queues: readonly string[];
  /** `none` where it publishes none: then it scales by its CPU alone. */
  readonly metric: QueueMetric | None;
}

/** How an application is run, as the file beside its Dockerfile says. */
export interface Application {
  readonly web: WebSettings;
  readonly worker: WorkerSettings | None;
  /** Whether it uses Redis: for jobs, sessions or as a cache. */
  readonly redis: boolean;
  /** Makes the application's users of the database; undefined for the script of the definition, which needs `psql`. */
  readonly setUp: Command | undefined;
  readonly migrate: Command | None;
  readonly seed: Command | None;
  /** How a running task gets code that changes; undefined where the file says nothing of it. */
  readonly watch: WatchSettings | undefined;
}
