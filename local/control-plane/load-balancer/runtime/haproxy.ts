import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';
import { Failure } from '../../../../failure/failure.ts';
import { writeIfChanged } from '../../write-if-changed.ts';
import type { LoadBalancerPaths } from '../paths.ts';
import { type Connections, parseConnections, parseDroppedLogs } from './connections.ts';
import { planCommands } from './plan-commands.ts';
import { parseServersState } from './running-servers.ts';
import { sendCommand } from './runtime-api.ts';
import type { Server } from './server.ts';
import { parseStatistics, type TargetStatistics } from './statistics.ts';

/** What HAProxy shall be. */
export interface WantedState {
  readonly configuration: string;
  /** Of the configuration without its servers. */
  readonly digest: string;
  readonly servers: readonly Server[];
  readonly targetGroups: readonly TargetGroup[];
}

/**
 * Brings HAProxy to the desired state, whatever its current one: writes the file, reloads if the running
 * structure differs, and issues the missing runtime commands. It can be repeated at any time. Raises
 * `LOAD_BALANCER_UNREACHABLE` and `LOAD_BALANCER_REFUSED`.
 */
export async function synchronize(paths: LoadBalancerPaths, wanted: WantedState): Promise<void> {
  await writeIfChanged(paths.configuration, wanted.configuration);
  if ((await runningDigest(paths)) !== wanted.digest) await reload(paths);
  const running = parseServersState(await sendCommand(paths.adminSocket, 'show servers state'));
  for (const command of planCommands(running, wanted.servers, wanted.targetGroups)) {
    await give(paths, command);
  }
}

/** The targets that get requests now; undefined if HAProxy does not answer. */
export async function readServed(
  paths: LoadBalancerPaths,
): Promise<readonly { readonly targetGroup: string; readonly taskId: string }[] | undefined> {
  try {
    const running = parseServersState(await sendCommand(paths.adminSocket, 'show servers state'));
    return running
      .filter(({ state }) => state === 'ready')
      .map(({ backend, name }) => ({ targetGroup: backend, taskId: name }));
  } catch (error) {
    if (error instanceof Failure && error.code === 'LOAD_BALANCER_UNREACHABLE') return undefined;
    throw error;
  }
}

/** Counters of all targets. Raises `LOAD_BALANCER_UNREACHABLE`. */
export async function readStatistics(paths: LoadBalancerPaths): Promise<readonly TargetStatistics[]> {
  return parseStatistics(await sendCommand(paths.adminSocket, 'show stat -1 4 -1'));
}

/** The connections now, and the lines of the log that were dropped. Raises `LOAD_BALANCER_UNREACHABLE`. */
export async function readConnections(
  paths: LoadBalancerPaths,
): Promise<{ readonly connections: readonly Connections[]; readonly droppedLogs: number }> {
  // Frontends and servers: 1 and 4.
  const statistics = await sendCommand(paths.adminSocket, 'show stat -1 5 -1');
  const info = await sendCommand(paths.adminSocket, 'show info');
  return { connections: parseConnections(statistics), droppedLogs: parseDroppedLogs(info) };
}

/** True while a worker from before a reload still serves its last requests. */
export async function hasOldWorkers(paths: LoadBalancerPaths): Promise<boolean> {
  const answer = await sendCommand(paths.masterSocket, 'show proc');
  const [, old = ''] = answer.split('# old workers\n');
  return /^\d+\s+worker/m.test(old);
}

/** Ends the connections to a target whose time is over. */
export async function endSessions(paths: LoadBalancerPaths, backend: string, name: string): Promise<void> {
  await sendCommand(paths.adminSocket, `shutdown sessions server ${backend}/${name}`);
}

async function runningDigest(paths: LoadBalancerPaths): Promise<string | undefined> {
  const info = await sendCommand(paths.adminSocket, 'show info');
  return /^description: (.*)$/m.exec(info)?.[1];
}

/** The new worker listens before the old one stops, so no request is lost. */
async function reload(paths: LoadBalancerPaths): Promise<void> {
  const answer = await sendCommand(paths.masterSocket, 'reload', 30_000);
  if (answer.startsWith('Success=1')) return;
  throw new Failure('LOAD_BALANCER_REFUSED', `HAProxy rejected its configuration:\n${answer.trim()}`, {
    hint: `The configuration is ${paths.configuration} in its container; the previous one stays active.`,
  });
}

/** A removal may be refused while a connection is open; anything else that is refused is a failure. */
async function give(paths: LoadBalancerPaths, command: string): Promise<void> {
  const answer = (await sendCommand(paths.adminSocket, command)).trim();
  const isRefused = answer !== '' && !answer.startsWith('New server registered');
  if (!isRefused || command.startsWith('del server')) return;
  throw new Failure('LOAD_BALANCER_REFUSED', `HAProxy refused \`${command}\`: ${answer}`);
}
