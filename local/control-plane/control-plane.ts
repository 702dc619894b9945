import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { alarmSource } from '../aws/alarm-source.ts';
import { type AwsClients, awsClients } from '../aws/clients.ts';
import { logSink } from '../aws/log-sink.ts';
import { secretSource } from '../aws/secret-source.ts';
import type { Engine } from '../docker/engine.ts';
import { environmentLabel } from '../environment/local-environment.ts';
import { retrying } from '../time/retrying.ts';
import { watchAlarms } from './alarms/watch-alarms.ts';
import { grantsFollower, grantsOf } from './bucket-grants.ts';
import { composeService } from './compose-service.ts';
import { createEdge } from './edge/edge.ts';
import { effectCarrier, recordedTargets } from './effects.ts';
import { createLoadBalancer } from './load-balancer/haproxy-load-balancer.ts';
import { cloudWatchTaskLogs } from './log-shipping/cloudwatch-task-logs.ts';
import { openLogCursors } from './log-shipping/log-cursors.ts';
import type { Log } from './logger.ts';
import type { PersistedState } from './loop/persisted-state.ts';
import { createReconcileLoop, type ReconcileLoop } from './loop/reconcile-loop.ts';
import { loadState, saveState } from './loop/state-file.ts';
import { mostOpenFiles } from './open-files.ts';
import { scheduler } from './planning.ts';
import { emptyCluster } from './scheduler/scheduler.ts';
import { certificateAuthorityHash, type Settings } from './settings.ts';
import { s3Credentials } from './task-endpoint/credentials/s3-credentials.ts';
import { endpointIds, keepEndpointKey } from './task-endpoint/endpoint-ids.ts';
import { createTaskEndpoint } from './task-endpoint/task-endpoint.ts';
import { compareWithEngine, type EngineWatchOptions, watchEngine } from './tasks/engine-watch.ts';
import { taskLabel } from './tasks/task-names.ts';
import { createTaskRunner } from './tasks/task-runner.ts';
import type { TaskSettings } from './tasks/task-settings.ts';

export interface ControlPlaneOptions {
  readonly settings: Settings;
  readonly engine: Engine;
  readonly log: Log;
  readonly now: () => number;
  /** Ends everything but the tasks. */
  readonly signal: AbortSignal;
}

export interface RunningControlPlane {
  readonly loop: ReconcileLoop;
  /** Writes what is only in memory; call it after the signal was aborted. */
  flush(): Promise<void>;
}

const resyncEveryMs = 10_000;
const alarmsEveryMs = 5_000;
const drainTimeoutMs = 5_000;
const saveCursorsEveryMs = 2_000;

/**
 * Starts the local ECS: loads the state, adopts the tasks that run, and goes on from there. Stopping it leaves
 * the tasks as they are.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<RunningControlPlane> {
  const { settings, engine, log, now, signal } = options;
  await mkdir(settings.dataFolder, { recursive: true, mode: 0o700 });
  const statePath = join(settings.dataFolder, 'state.json');
  const initial = await initialState(statePath, options);
  const endpointId = endpointIds(await keepEndpointKey(join(settings.dataFolder, 'endpoint.key')));
  const cursors = openLogCursors(join(settings.dataFolder, 'log-cursors.json'));

  const loop: ReconcileLoop = createReconcileLoop({
    initial,
    scheduler,
    save: (state) => saveState(statePath, state),
    carryOut: (effect) => carryOut(effect),
    settled: (state) => {
      doors.follow(state);
      followGrants(state);
    },
    now,
    log,
    signal,
  });
  const clients = regionalClients(settings, () => loop.state().region);
  const credentials = s3Credentials(settings, clients, {
    now,
    log,
    region: () => loop.state().region,
    grants: () => grantsOf(loop.persisted(), settings),
  });
  const followGrants = grantsFollower(credentials.confirm, log);
  const logs = cloudWatchTaskLogs({
    engine,
    sink: logSink(clients),
    cursors,
    definedGroups: () => new Set(loop.persisted().released?.workload.logGroups.map((group) => group.name)),
    log,
    signal,
  });
  const runner = createTaskRunner({
    engine,
    settings: taskSettings(settings, await mostOpenFiles(), () =>
      (loop.persisted().released?.workload.buckets ?? []).map(({ name }) => name),
    ),
    secrets: secretSource(clients),
    logs,
    endpointId,
    state: loop.state,
    observe: loop.observe,
    log,
    signal,
    drainTimeoutMs,
  });
  const doors = createDoors(options, loop);
  const carryOut = effectCarrier({ state: loop.state, runner, loadBalancer: doors.loadBalancer });
  const watch: EngineWatchOptions = {
    engine,
    environmentName: settings.environmentName,
    state: loop.state,
    observe: loop.observe,
    running: (task, container) => {
      const definition = loop.state().taskDefinitions[task.taskDefinition];
      if (definition !== undefined && container.runtimeId !== undefined) {
        logs.follow(task, definition, container.name, container.runtimeId);
      }
    },
    log,
    signal,
    resyncEveryMs,
  };
  void watchEngine(watch);
  const { state, observe } = loop;
  void watchAlarms({ source: alarmSource(clients), state, observe, log, signal, everyMs: alarmsEveryMs });
  await retrying(() => compareWithEngine(watch), options);
  doors.loadBalancer.reconcile(recordedTargets(loop.state()));
  // Nothing runs, so the environment was stopped: data stores and secrets may not be there yet, and tasks would only
  // fail. The first change, such as the release of `local:up`, starts the loop then.
  if (await tasksRun(engine, settings.environmentName)) loop.start();
  const saving = setInterval(() => void cursors.save(), saveCursorsEveryMs).unref();
  const endpoint = createTaskEndpoint({
    state: loop.state,
    engine,
    credentials,
    endpointId,
    log,
  });
  endpoint.listen(settings.taskPort, settings.listenHost);
  return {
    loop,
    flush: async () => {
      clearInterval(saving);
      endpoint.close();
      endpoint.closeAllConnections();
      doors.loadBalancer.close();
      await cursors.save();
    },
  };
}

async function tasksRun(engine: Engine, environmentName: string): Promise<boolean> {
  const containers = await engine.listContainers({ [environmentLabel]: environmentName });
  return containers.some(({ state, labels }) => state === 'running' && labels[taskLabel] !== undefined);
}

async function initialState(
  path: string,
  { settings, log, now }: ControlPlaneOptions,
): Promise<PersistedState> {
  const { state, problem } = await loadState(path, now());
  if (problem !== undefined) log.error('the state could not be read', { error: problem });
  if (state !== undefined) return state;
  const place = { clusterName: 'spree-local-cluster', region: settings.region, accountId: '000000000000' };
  return { cluster: emptyCluster(place) };
}

function taskSettings(
  settings: Settings,
  openFiles: number,
  bucketNames: TaskSettings['bucketNames'],
): TaskSettings {
  const s3 = new URL(settings.s3.endpoint);
  return {
    environmentName: settings.environmentName,
    network: settings.network,
    haproxyImage: settings.haproxyImage,
    taskEndpoint: { host: settings.host, port: settings.taskPort },
    aws: { port: settings.publishedPorts.aws, host: settings.host, hostPort: settings.awsPort },
    s3: { port: settings.publishedPorts.s3, host: s3.hostname, hostPort: Number(s3.port) },
    bucketNames,
    mostOpenFiles: openFiles,
    ...(settings.stateFolderOnHost === undefined
      ? {}
      : {
          certificateAuthority: {
            hostPath: `${settings.stateFolderOnHost}/certificates/ca.pem`,
            subjectHash: certificateAuthorityHash,
          },
        }),
  };
}

/** Clients of the region that the released definition is in, made once for each. */
function regionalClients(settings: Settings, region: () => string): () => AwsClients {
  const made = new Map<string, AwsClients>();
  return () => {
    const present = made.get(region());
    if (present !== undefined) return present;
    const clients = awsClients({
      environment: 'local',
      endpoint: settings.localstackEndpoint,
      region: region(),
      s3Endpoint: settings.s3.endpoint,
      s3Credentials: settings.s3,
      composeHosts: ['localstack', 'minio'],
    });
    made.set(region(), clients);
    return clients;
  };
}

/** The load balancer and the edge, which follow the released definition. */
function createDoors({ settings, engine, log }: ControlPlaneOptions, loop: ReconcileLoop) {
  const loadBalancerFolder = join(settings.runtimeFolder, 'load-balancer');
  const loadBalancer = createLoadBalancer({
    folder: loadBalancerFolder,
    certificatePath: join(settings.runtimeFolder, 'edge', 'edge.crt'),
    onFact: loop.observe,
    onFailure: (error) => log.warn('the load balancer could not be set', { error }),
  });
  const edge = createEdge({
    folder: join(settings.runtimeFolder, 'edge'),
    certificates: join(settings.stateFolder, 'certificates'),
    publishedHttpsPort: settings.publishedHttpsPort,
    loadBalancerFolder,
    s3Server: new URL(settings.s3.endpoint).host,
    reload: async () => {
      const container = await composeService(engine, settings.environmentName, 'edge');
      if (container !== undefined) await engine.killContainer(container, 'SIGHUP');
    },
  });
  let followed: PersistedState['released'];
  return {
    loadBalancer,
    follow: (state: PersistedState) => {
      if (state.released === undefined || state.released === followed) return;
      followed = state.released;
      const { workload } = state.released;
      loadBalancer.configure(workload);
      edge.configure(workload).catch((error: unknown) => {
        followed = undefined;
        log.error('the edge could not be set', { error });
      });
    },
  };
}
