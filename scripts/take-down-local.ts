import { existsSync } from 'node:fs';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { down } from '../local/lifecycle/commands/down.ts';
import { exclusively } from './local-context.ts';
import type { ScriptContext } from './script.ts';

/** Stops the local environment, with `volumes` and all its data; nothing else changes it meanwhile. */
export async function takeDownLocally(
  script: string,
  environment: LocalEnvironment,
  context: ScriptContext,
  options: { readonly volumes: boolean },
): Promise<void> {
  const { progress, signal } = context;
  const work = () => down({ environment, engine: connectEngine(), progress, signal }, options);
  // Without a state folder no other command uses the environment, and none should be left behind.
  if (existsSync(environment.stateFolder)) await exclusively(environment, script, context, work);
  else await work();
}
