import { cwd, env } from 'node:process';
import { identifyEnvironment } from '../local/environment/identify.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { withLock } from '../local/environment/lock.ts';
import { refuseWrongVariables } from '../local/lifecycle/refuse-wrong-variables.ts';
import { machineNeeds } from '../local/machine/machine-needs.ts';
import type { ScriptContext } from './script.ts';

/** The environment of this checkout. Refuses wrong values of variables before anything is done. */
export function localEnvironment(): LocalEnvironment {
  refuseWrongVariables(cwd(), env);
  machineNeeds(env, false);
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
          ? `Waiting for another command on ${environment.name}`
          : `Waiting for \`${holder.command}\` (process ${holder.pid}), which has been running on ${environment.name} since ${holder.since}`,
      ),
    work,
    { signal },
  );
}
