import type Dockerode from 'dockerode';
import { z } from 'zod';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { toContainerDetails, toContainerSummary } from './container-answers.ts';
import { execInContainer, startExecInContainer } from './container-exec.ts';
import { readContainerLogs } from './container-logs.ts';
import { containerOptions } from './container-options.ts';
import { toContainerStats } from './container-stats.ts';
import { openStreamsInContainer } from './container-streams.ts';
import { openTerminalInContainer } from './container-terminal.ts';
import type { ContainerSpec, Engine } from './engine.ts';
import { containerEvents } from './engine-events.ts';
import { engineFailure, statusOf, translated, unlessStatus } from './engine-failures.ts';
import { labelFilter } from './label-filter.ts';

type ContainerCalls = Pick<
  Engine,
  | 'createContainer'
  | 'startContainer'
  | 'killContainer'
  | 'stopContainer'
  | 'removeContainer'
  | 'waitForExit'
  | 'listContainers'
  | 'inspectContainer'
  | 'containerLogs'
  | 'exec'
  | 'startExec'
  | 'openTerminal'
  | 'openStreams'
  | 'stats'
  | 'events'
>;

const notModified = 304;
const notFound = 404;
const conflict = 409;
const waitAnswer = z.object({ StatusCode: z.number() });

/** The engine's calls about containers. */
export function containerCalls(docker: Dockerode): ContainerCalls {
  const container = (id: string) => docker.getContainer(id);
  return {
    createContainer: (spec) => createContainer(docker, spec),
    startContainer: (id) =>
      unlessStatus([notModified], undefined, `start the container ${id}`, () => container(id).start()),
    killContainer: (id, signal) =>
      unlessStatus([notFound, conflict], undefined, `send ${signal} to the container ${id}`, () =>
        container(id).kill({ signal }),
      ),
    stopContainer: (id, timeoutSeconds) =>
      unlessStatus([notModified, notFound], undefined, `stop the container ${id}`, () =>
        container(id).stop({ t: timeoutSeconds }),
      ),
    removeContainer: (id) => removeContainer(docker, id),
    waitForExit: (id, signal) => waitForExit(docker, id, signal),
    listContainers: async (labels) => {
      const filters = { label: labelFilter(labels) };
      const listed = await translated('list its containers', () =>
        docker.listContainers({ all: true, filters }),
      );
      return listed.map(toContainerSummary);
    },
    inspectContainer: async (id) => {
      const answer = await unlessStatus([notFound], undefined, `inspect the container ${id}`, () =>
        container(id).inspect(),
      );
      return answer === undefined ? undefined : toContainerDetails(answer);
    },
    containerLogs: (id, options) => readContainerLogs(docker, id, options),
    exec: (id, command, options) =>
      translated(`run ${command[0]} in the container ${id}`, () =>
        execInContainer(docker, id, command, options),
      ),
    startExec: (id, command, options) =>
      translated(`start ${command[0]} in the container ${id}`, () =>
        startExecInContainer(docker, id, command, options),
      ),
    openTerminal: (id, command, options) =>
      translated(`run ${command[0]} in the container ${id}`, () =>
        openTerminalInContainer(docker, id, command, options),
      ),
    openStreams: (id, command, options) =>
      translated(`run ${command[0]} in the container ${id}`, () =>
        openStreamsInContainer(docker, id, command, options),
      ),
    stats: async (id) => {
      const answer = await unlessStatus([notFound, conflict], undefined, `measure the container ${id}`, () =>
        container(id).stats({ stream: false, 'one-shot': true }),
      );
      return answer === undefined ? undefined : toContainerStats(answer);
    },
    events: (labels, signal) => containerEvents(docker, labels, signal),
  };
}

async function createContainer(docker: Dockerode, spec: ContainerSpec): Promise<string> {
  try {
    const created = await docker.createContainer(containerOptions(spec));
    return created.id;
  } catch (error) {
    if (statusOf(error) !== notFound) throw engineFailure(`create the container ${spec.name}`, error);
    throw new Failure(
      'ENGINE_NO_SUCH_IMAGE',
      `The image ${spec.image} of the container ${spec.name} does not exist.`,
      { cause: error, hint: `Run \`${command('local:up')}\`, which pulls or builds the images.` },
    );
  }
}

/** A conflict means that a removal is under way already: its end is waited for. */
async function removeContainer(docker: Dockerode, id: string): Promise<void> {
  const container = docker.getContainer(id);
  const what = `remove the container ${id}`;
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    if (statusOf(error) === notFound) return;
    if (statusOf(error) !== conflict) throw engineFailure(what, error);
    await unlessStatus([notFound], undefined, what, () => container.wait({ condition: 'removed' }));
  }
}

async function waitForExit(docker: Dockerode, id: string, signal?: AbortSignal): Promise<number> {
  signal?.throwIfAborted();
  const answer = await translated(`wait for the container ${id}`, () =>
    docker.getContainer(id).wait(signal === undefined ? {} : { abortSignal: signal }),
  );
  return waitAnswer.parse(answer).StatusCode;
}
