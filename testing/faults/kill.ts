import { containerLabel, roleLabel } from '../../local/control-plane/tasks/task-names.ts';
import { containersOf, type FaultEnvironment, serverContainer } from './fault-environment.ts';
import type { PlannedKill } from './fault-plan.ts';
import { isServer, type Server, type TaskPart } from './parts.ts';

/** SIGKILL, as by `docker kill`: to the server, or to one of the tasks. Gives the time at which it was sent. */
export async function kill(environment: FaultEnvironment, { part, choice }: PlannedKill): Promise<number> {
  if (part === 'nothing') return Date.now();
  const id = isServer(part)
    ? (await serverContainer(environment, part)).id
    : await taskContainer(environment, part, choice);
  const killedAt = Date.now();
  await environment.engine.killContainer(id, 'SIGKILL');
  return killedAt;
}

/** From a server's end until its container ran again, as the engine tells it. */
export async function startedAgainAfterMs(environment: FaultEnvironment, server: Server): Promise<number> {
  const { startedAt, finishedAt } = await serverContainer(environment, server);
  return (startedAt?.getTime() ?? 0) - (finishedAt?.getTime() ?? 0);
}

async function taskContainer(environment: FaultEnvironment, part: TaskPart, choice: number): Promise<string> {
  const ids = (await containersOf(environment))
    .filter(
      ({ state, labels }) =>
        state === 'running' && labels[containerLabel] === part && labels[roleLabel] === 'container',
    )
    .map(({ id }) => id)
    .toSorted();
  const chosen = ids[Math.floor(choice * ids.length)];
  if (chosen === undefined) throw new Error(`No ${part} task runs`);
  return chosen;
}
