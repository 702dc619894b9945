import type { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createCluster, createLogGroup } from './cluster.ts';
import type { DataStores } from './data-stores.ts';
import type { Edge } from './edge.ts';
import { createImageRepository } from './image-repository.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { LoadWorkers } from './load-workers.ts';
import { withMailServer } from './mail.ts';
import type { Network } from './network.ts';
import { OneOffTask } from './one-off-task.ts';
import { createFailedRenewals, renewTasksAfterRotation } from './secret-renewal.ts';
import { createSeedTask } from './seed-task.ts';
import { createSetUpTask } from './set-up-task.ts';
import type { Settings } from './settings.ts';
import { createStoreContract } from './store-contract.ts';
import type { StoreTask } from './store-task.ts';
import { WebService } from './web-service.ts';
import { WorkerService } from './worker-service.ts';

export interface ServicesProps {
  readonly settings: Settings;
  readonly network: Network;
  readonly stores: DataStores;
  readonly loadBalancer: LoadBalancer;
  readonly edge: Edge;
}

/** The services that run the store's image, and what tests them. */
export interface Services {
  readonly repository: Repository;
  readonly cluster: ICluster;
  readonly logGroup: LogGroup;
  readonly web: WebService;
  /** Undefined where the application has none. */
  readonly worker: WorkerService | undefined;
  readonly oneOff: OneOffTask;
  /** Runs where one-off tasks do; undefined where the application has no seeds. */
  readonly seedTask: StoreTask | undefined;
  /** The same: makes the store's users in the database. */
  readonly setUpTask: StoreTask;
  readonly loadWorkers: LoadWorkers;
  /** Where new tasks after a change of the password are noted that could not be had. */
  readonly failedRenewals: Queue;
}

/** The services and the one-off task: one image and one contract, three sizes and commands. */
export function createServices(scope: Construct, props: ServicesProps): Services {
  const { settings, stores, loadBalancer, edge } = props;
  const { vpc } = props.network;
  const repository = createImageRepository(scope, settings);
  const cluster = createCluster(scope, settings, vpc);
  const logGroup = createLogGroup(scope, settings);
  const contractOf = (imageTag: string) =>
    createStoreContract({
      ...stores,
      image: ContainerImage.fromEcrRepository(repository, imageTag),
      host: edge.host,
      mailFrom: settings.mail.from,
      web: settings.application.web,
    });
  const shared = { settings, logGroup, contract: contractOf(settings.imageTag) };
  const { worker: ofWorker } = settings.application;
  const sending = { ...shared, contract: withMailServer(scope, shared.contract, settings) };
  // Web and one-off tasks put mail into the queue, where there is a worker that takes it from there.
  const web = new WebService(scope, 'Web', {
    ...(ofWorker === 'none' ? sending : shared),
    cluster,
    loadBalancer,
  });
  const worker =
    ofWorker === 'none'
      ? undefined
      : new WorkerService(scope, 'Worker', { ...sending, cluster, worker: ofWorker });
  const next = { ...shared, contract: contractOf(settings.oneOffImageTag) };
  const oneOff = new OneOffTask(scope, 'OneOff', { ...next, vpc });
  const { admin } = stores.secrets;
  const seedTask = createSeedTask(scope, { ...next, admin });
  const setUpTask = createSetUpTask(scope, { ...next, ...stores });
  const loadWorkers = new LoadWorkers(scope, 'LoadTest', { settings, vpc, logGroup, admin });
  const running = worker === undefined ? [web] : [web, worker];
  for (const runner of [...running, oneOff]) allowDataStores(runner, stores);
  if (seedTask !== undefined) stores.assets.allowFrom(seedTask.definition);
  const failedRenewals = createFailedRenewals(scope);
  for (const { service } of running) renewTasksAfterRotation(service, failedRenewals);
  const tasks = { web, worker, oneOff, seedTask, setUpTask, loadWorkers };
  return { repository, cluster, logGroup, ...tasks, failedRenewals };
}

function allowDataStores(
  { task, securityGroup }: WebService | WorkerService | OneOffTask,
  { database, cache, assets }: DataStores,
): void {
  database.allowFrom(securityGroup);
  cache?.allowFrom(securityGroup);
  assets.allowFrom(task.definition);
}
