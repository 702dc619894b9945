import { join } from 'node:path';
import type { AwsClients } from '../../aws/clients.ts';
import { logSink } from '../aws/log-sink.ts';
import { objectSource } from '../aws/object-source.ts';
import { secretSource } from '../aws/secret-source.ts';
import type { Engine } from '../docker/engine.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { Emulation } from './emulation/emulation.ts';
import { cloudWatchTaskLogs } from './log-shipping/cloudwatch-task-logs.ts';
import { type LogCursors, openLogCursors } from './log-shipping/log-cursors.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import { mostOpenFiles } from './open-files.ts';
import { awaitLocalStack } from './secrets/await-localstack.ts';
import { keptValues } from './secrets/kept-values.ts';
import { certificateAuthorityHash, type Settings } from './settings.ts';
import { bucketNames, logGroupNames } from './state/definitions-of-tasks.ts';
import { deploymentImages } from './tasks/deployment-images.ts';
import type { EngineWatchOptions } from './tasks/engine-watch.ts';
import type { Provisioning } from './tasks/provision-task.ts';
import { createTaskRunner, type TaskRunner } from './tasks/task-runner.ts';
import type { TaskSettings } from './tasks/task-settings.ts';

const resyncEveryMs = 10_000;
const drainTimeoutMs = 5_000;
/** LocalStack starts, and is given what tasks need, in a fraction of this. */
const localStackPatienceMs = 120_000;

/** What runs tasks on the engine, what watches them there, and how far their output was shipped. */
export interface TaskExecution {
  readonly runner: TaskRunner;
  readonly watch: EngineWatchOptions;
  readonly cursors: LogCursors;
}

/** What tasks are run for, with and beside. */
interface Surroundings {
  readonly loop: ReconcileLoop;
  readonly emulation: Emulation;
  readonly clients: () => AwsClients;
  /** Where the images of containers are. */
  readonly images: Pick<Engine, 'inspectImage'>;
  readonly endpointId: Provisioning['endpointId'];
  readonly firstKeys: Provisioning['firstKeys'];
}

/** The parts that bring tasks and their output from the loop's state to the engine and back. */
export async function createTaskExecution(
  options: ControlPlaneOptions,
  { loop, emulation, clients, images, endpointId, firstKeys }: Surroundings,
): Promise<TaskExecution> {
  const { settings, engine, clock, log, signal } = options;
  const { state, observe } = loop;
  const cursors = openLogCursors(join(settings.dataFolder, 'log-cursors.json'));
  const logs = cloudWatchTaskLogs({
    engine,
    sink: logSink(clients),
    cursors,
    definedGroups: () => logGroupNames(loop.persisted()),
    isSettled: emulation.isSettled,
    patienceMs: localStackPatienceMs,
    log,
    clock,
    signal,
  });
  const runner = createTaskRunner({
    engine,
    settings: taskSettings(settings, await mostOpenFiles(), () => bucketNames(loop.persisted())),
    secrets: awaitLocalStack(secretSource(clients), {
      ...emulation,
      kept: keptValues(emulation.before),
      patienceMs: localStackPatienceMs,
      everyMs: 500,
      clock,
      signal,
    }),
    objects: objectSource(clients),
    findImages: deploymentImages(images, state),
    logs,
    endpointId,
    firstKeys,
    state,
    observe,
    log,
    clock,
    signal,
    drainTimeoutMs,
  });
  const watch: EngineWatchOptions = {
    engine,
    environmentName: settings.environmentName,
    state,
    observe,
    running: (task, container) => {
      const definition = state().taskDefinitions[task.taskDefinition];
      if (definition !== undefined && container.runtimeId !== undefined) {
        logs.follow(task, definition, container.name, container.runtimeId);
      }
    },
    log,
    clock,
    signal,
    resyncEveryMs,
  };
  return { runner, watch, cursors };
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
    storefrontUrl: `https://localhost:${settings.publishedHttpsPort}`,
    s3: { port: settings.publishedPorts.s3, host: s3.hostname, hostPort: Number(s3.port) },
    bucketNames,
    mostOpenFiles: openFiles,
    longestGraceSeconds: settings.longestGraceSeconds,
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
