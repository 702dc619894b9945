import type { Application, Command, None, QueueMetric, WebSettings, WorkerSettings } from './application.ts';

/** Some of the settings. */
type Given<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

/** The program and arguments of a Rails application's server. */
const railsServer = (port: number): Command => ['bin/rails', 'server', '-b', '0.0.0.0', '-p', String(port)];

/** What web tasks do where the file says less. */
export function webDefaults(given: Given<WebSettings> = {}): WebSettings {
  const { port = 3000, healthPath = '/up' } = given;
  return {
    port,
    healthPath,
    command: given.command ?? railsServer(port),
    healthCommand: given.healthCommand ?? `curl -fsS http://localhost:${port}${healthPath} || exit 1`,
  };
}

const defaultQueues = ['default', 'spree_webhooks'];

const defaultMetric: QueueMetric = { namespace: 'Spree/Queue', name: 'QueueLatency', dimension: 'Service' };

const sidekiq = (queues: readonly string[]): Command => [
  ...['bundle', 'exec', 'sidekiq'],
  ...queues.flatMap((name) => ['-q', name]),
];

/** Settings of a worker, of whose metric some may be left out as well. */
export interface GivenWorker extends Given<Omit<WorkerSettings, 'metric'>> {
  readonly metric?: Given<QueueMetric> | None | undefined;
}

/** What the worker does where the file says less: Sidekiq. Of another command it is not known how to see that it runs. */
export function workerDefaults({ metric = {}, ...given }: GivenWorker = {}): WorkerSettings {
  const { queues = defaultQueues } = given;
  // The brackets keep the pattern from finding the shell that looks for it.
  const seen = given.command === undefined ? "pgrep -f '[s]idekiq' || exit 1" : 'none';
  return {
    command: given.command ?? sidekiq(queues),
    healthCommand: given.healthCommand ?? seen,
    queues,
    metric: metric === 'none' ? metric : metricDefaults(metric),
  };
}

function metricDefaults(given: Given<QueueMetric>): QueueMetric {
  const { namespace, name, dimension } = defaultMetric;
  return {
    namespace: given.namespace ?? namespace,
    name: given.name ?? name,
    dimension: given.dimension ?? dimension,
  };
}

/** An application without a file: Rails with Sidekiq. */
export const defaultApplication: Application = {
  web: webDefaults(),
  worker: workerDefaults(),
  redis: true,
  setUp: undefined,
  migrate: ['bin/rails', 'db:migrate'],
  seed: ['bin/rails', 'db:seed'],
  watch: undefined,
};
