import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { AwsClients } from '../../aws/clients.ts';
import { retrying } from '../../time/retrying.ts';
import { topicPublisher } from '../aws/topic-publisher.ts';
import type { Engine } from '../docker/engine.ts';
import { environmentLabel } from '../environment/local-environment.ts';
import { evaluateInTime } from './alarms/evaluation-loop.ts';
import { mailServer } from './alarms/mail-server.ts';
import { alarmWatch } from './alarms/watch-alarms.ts';
import type { Surroundings } from './api/control-plane.ts';
import type { Rotate } from './api/secrets/rotate-secret.ts';
import { grantsFollower, grantsOf } from './bucket-grants.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { effectCarrier, recordedTargets } from './effects.ts';
import type { Emulation } from './emulation/emulation.ts';
import { keepKeeper } from './keep-keeper.ts';
import { saveCursors } from './log-shipping/save-cursors.ts';
import { logRetries } from './logger.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import { type Metrics, openMetrics } from './metrics/metrics-on-disk.ts';
import { openEmulation } from './open-emulation.ts';
import { openLoop } from './open-loop.ts';
import { openRotation } from './open-rotation.ts';
import { openSurroundings } from './open-surroundings.ts';
import { protectOn } from './protect-tasks.ts';
import { regionalClients } from './regional-clients.ts';
import { imagesToRun } from './registry/images-to-run.ts';
import { driveScaling } from './scaling/driver.ts';
import { startCollectors } from './start-collectors.ts';
import { firstKeysOf } from './task-endpoint/credentials/first-keys.ts';
import { s3Credentials } from './task-endpoint/credentials/s3-credentials.ts';
import type { KeptCredentials } from './task-endpoint/credentials/temporary-credentials.ts';
import { endpointIds, keepEndpointKey } from './task-endpoint/endpoint-ids.ts';
import { createTaskEndpoint } from './task-endpoint/task-endpoint.ts';
import { createTaskExecution, type TaskExecution } from './task-execution.ts';
import { compareWithEngine, watchEngine } from './tasks/engine-watch.ts';
import { taskLabel } from './tasks/task-names.ts';
import { createTraffic, type Traffic } from './traffic.ts';

export interface RunningControlPlane {
  readonly loop: ReconcileLoop;
  readonly metrics: Metrics;
  readonly emulation: Emulation;
  readonly rotate: Rotate;
  readonly surroundings: Surroundings;
  /** Writes what is only in memory; call it after the signal was aborted. */
  flush(): Promise<void>;
}

/** The parts of a control plane around its loop. */
interface Parts {
  readonly loop: ReconcileLoop;
  readonly surroundings: Surroundings;
  readonly emulation: Emulation;
  readonly clients: () => AwsClients;
  readonly credentials: KeptCredentials;
  readonly traffic: Traffic;
  readonly metrics: Metrics;
  readonly execution: TaskExecution;
  readonly endpointId: (taskId: string) => string;
}

/**
 * Starts the local ECS: loads the state, adopts the running tasks, and continues from there. Stopping it leaves
 * the tasks as they are.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<RunningControlPlane> {
  await mkdir(options.settings.dataFolder, { recursive: true, mode: 0o700 });
  const parts = await connectParts(options);
  void keepKeeper({ ...options, environmentName: options.settings.environmentName });
  await adoptTasks(options, parts);
  void saveCursors({ ...options, cursors: parts.execution.cursors });
  const endpoint = listenForTasks(options, parts);
  const { loop, metrics, emulation } = parts;
  const rotate = openRotation(options, parts);
  return {
    loop,
    metrics,
    emulation,
    rotate,
    surroundings: parts.surroundings,
    flush: () => flush(parts, endpoint),
  };
}

async function connectParts(options: ControlPlaneOptions): Promise<Parts> {
  const { settings, clock, signal, log } = options;
  const loop = await openLoop(options);
  const clients = regionalClients(settings, () => loop.state().region);
  const keyPath = join(settings.dataFolder, 'endpoint.key');
  const endpointId = endpointIds(await keepEndpointKey(keyPath, settings.s3.secretAccessKey));
  const credentials = s3Credentials(settings, clients, {
    clock,
    signal,
    log,
    region: () => loop.state().region,
    grants: () => grantsOf(loop.persisted(), settings),
  });
  const traffic = createTraffic(options, loop);
  const metrics = await openMetrics({
    folder: join(settings.dataFolder, 'metrics'),
    timeScale: settings.timeScale,
    ...{ clock, log, signal },
  });
  const emulation = openEmulation(options, clients);
  const firstKeys = firstKeysOf({ credentials, endpointId, clock });
  const surroundings = await openSurroundings(options, loop);
  const execution = await createTaskExecution(options, {
    ...{ loop, emulation, clients, endpointId, firstKeys },
    images: imagesToRun({
      engine: options.engine,
      registry: surroundings.images,
      repositories: () => loop.persisted().released?.workload.repositories ?? [],
      log,
    }),
  });
  const { runner } = execution;
  loop.onEffect(effectCarrier({ state: loop.state, runner, loadBalancer: traffic.loadBalancer }));
  loop.onSettled(traffic.follow);
  loop.onSettled(alarmWatch(loop.observe));
  loop.onSettled(grantsFollower(credentials.confirm, log));
  return { loop, surroundings, emulation, clients, credentials, traffic, metrics, execution, endpointId };
}

/** Compares the state with what the engine has, keeps watching it, and begins to plan. */
async function adoptTasks(options: ControlPlaneOptions, parts: Parts): Promise<void> {
  const { settings, engine, clock, log, signal } = options;
  const { loop, traffic, execution } = parts;
  const { state } = loop;
  void watchEngine(execution.watch);
  startCollectors(options, loop, parts.metrics);
  startScaling(options, parts);
  await retrying(() => compareWithEngine(execution.watch), { signal, clock, onRetry: logRetries(log) });
  void watchLocalStack(parts);
  traffic.loadBalancer.reconcile(recordedTargets(state()));
  // Nothing runs, so the environment was stopped: data stores and secrets may not be there yet, and tasks would only
  // fail. The first change, such as the release of `local:up`, starts the loop then.
  if (await tasksRun(engine, settings.environmentName)) loop.start();
}

/** Alarms are evaluated in time; those of scaling policies change the number of tasks. */
function startScaling(options: ControlPlaneOptions, { loop, metrics, clients }: Parts): void {
  const { log, clock, signal } = options;
  const { timeScale } = options.settings;
  const scaling = driveScaling({ loop, clock, log, signal, timeScale });
  void evaluateInTime({
    loop,
    reader: metrics,
    topics: topicPublisher(clients),
    mail: mailServer(options.settings.mailEndpoint),
    onScalingActions: scaling.onScalingActions,
    ...{ clock, signal, log, timeScale },
  });
}

/** Before anything is planned LocalStack is `local:up`'s, which starts it and fills it. */
async function watchLocalStack({ loop, emulation }: Parts): Promise<void> {
  await new Promise<void>((resolve) => loop.onSettled(() => resolve()));
  await emulation.watch();
}

async function tasksRun(engine: Engine, environmentName: string): Promise<boolean> {
  const containers = await engine.listContainers({ [environmentLabel]: environmentName });
  return containers.some(({ state, labels }) => state === 'running' && labels[taskLabel] !== undefined);
}

function listenForTasks(options: ControlPlaneOptions, { loop, credentials, endpointId }: Parts): Server {
  const { settings, engine, clock, log } = options;
  const asked = { state: loop.state, protect: protectOn(loop), credentials, endpointId };
  const endpoint = createTaskEndpoint({ ...asked, engine, log, clock });
  return endpoint.listen(settings.taskPort, settings.listenHost);
}

async function flush({ traffic, metrics, execution }: Parts, endpoint: Server): Promise<void> {
  endpoint.close();
  endpoint.closeAllConnections();
  void traffic.loadBalancer.close();
  await Promise.all([metrics.flush(), execution.cursors.save()]);
}
