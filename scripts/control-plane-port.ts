import { cwd, env } from 'node:process';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { startedPorts } from '../local/environment/ports.ts';

/** Where the local control plane answers. Raises `ENVIRONMENT_NOT_STARTED`. */
export async function controlPlanePort(): Promise<number> {
  return (await startedPorts(identifyEnvironment(cwd(), env))).aws;
}
