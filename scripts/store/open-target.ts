import { cwd, env } from 'node:process';
import { identifyEnvironment } from '../../local/environment/identify.ts';
import { openLocalTarget } from '../../local/lifecycle/servers/local-target.ts';
import { type EnvironmentName, type Target, targetOnAws } from '../../operations/target.ts';

/** The environment that `--env` names. Raises `ENVIRONMENT_NOT_STARTED` if the local environment has not been started. */
export async function openTarget(environment: EnvironmentName, region: string): Promise<Target> {
  if (environment !== 'local') return targetOnAws(environment, region);
  return await openLocalTarget(identifyEnvironment(cwd(), env), region);
}
