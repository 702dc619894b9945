import { defaultRegion, type Target } from './target.ts';

/** The options with which another script comes to the same environment, such as `--env staging --region eu-west-1`. */
export async function environmentOptions({ environment, clients }: Target): Promise<string> {
  const env = `--env ${environment}`;
  if (environment === 'local') return env;
  const region = await (await clients.ecs()).config.region();
  return region === defaultRegion ? env : `${env} --region ${region}`;
}
