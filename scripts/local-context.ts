import { cwd, env } from 'node:process';
import type { AwsClients } from '../aws/clients.ts';
import { identifyEnvironment } from '../local/environment/identify.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { withLock } from '../local/environment/lock.ts';
import type { RunOneOff } from '../local/lifecycle/release/one-off.ts';
import { refuseRemoteEndpoints } from '../local/lifecycle/servers/guard.ts';
import { runOneOffTask } from '../operations/one-off-task.ts';
import { readOneOffLaunch } from '../operations/store-side.ts';
import type { ScriptContext } from './run-script.ts';

/** The environment of this checkout. Raises `ENDPOINT_NOT_LOCAL` before anything is done. */
export function localEnvironment(): LocalEnvironment {
  refuseRemoteEndpoints(env);
  return identifyEnvironment(cwd(), env);
}

/** Runs what changes the environment, one command at a time. */
export async function exclusively<T>(
  environment: LocalEnvironment,
  command: string,
  context: ScriptContext,
  work: () => Promise<T>,
): Promise<T> {
  const { signal, say } = context;
  return await withLock(
    environment,
    command,
    (holder) =>
      say(
        holder === undefined
          ? `Waiting: another command works on ${environment.name}`
          : `Waiting: \`${holder.command}\` (process ${holder.pid}) works on ${environment.name} since ${holder.since}`,
      ),
    work,
    { signal },
  );
}

/** One-off tasks of the local side, as the store's scripts run them on every side. */
export function localOneOff(clients: AwsClients): RunOneOff {
  const side = { environment: 'local', clients } as const;
  return async (command) => (await runOneOffTask(side, await readOneOffLaunch(side), command)).exitCode;
}
