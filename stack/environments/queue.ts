/** What works off the store's jobs, and how it says how long they wait. */
export interface Queue {
  /** Of the container of the worker; it works off `names`. */
  readonly command: readonly string[];
  /** A shell command that fails where the worker does not run. */
  readonly healthCommand: string;
  /** Whether jobs wait in Redis: then the environment must have one. */
  readonly needsRedis: boolean;
  /** The queues that the worker takes jobs from, most urgent first. */
  readonly names: readonly string[];
  /** The metric that the worker publishes once a minute: how long the oldest waiting job has waited, in seconds. */
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    /** The dimension whose value is the name of the service. */
    readonly dimension: string;
  };
}

const names = ['default', 'spree_webhooks'];

const metric = { namespace: 'Spree/Queue', name: 'QueueLatency', dimension: 'Service' };

/** Sidekiq, which the store in `store/` uses. */
export const sidekiq: Queue = {
  command: ['bundle', 'exec', 'sidekiq', ...names.flatMap((name) => ['-q', name])],
  // The brackets keep the pattern from finding the shell that looks for it.
  healthCommand: "pgrep -f '[s]idekiq' || exit 1",
  needsRedis: true,
  names,
  metric,
};

/**
 * A queue in the database, which `bin/jobs` works off: Solid Queue, or that of the demo store in an environment without
 * Redis.
 */
export const databaseQueue: Queue = {
  command: ['bin/jobs'],
  // Solid Queue renames its processes.
  healthCommand: "pgrep -f '[b]in/jobs|[s]olid-queue' || exit 1",
  needsRedis: false,
  names,
  metric,
};
