import { run } from '../../local/processes/run.ts';

/** False where nobody installed it: it is no part of what the toolkit needs. */
export async function hasAwsCli(): Promise<boolean> {
  return await run('aws', ['--version'], { allowFailure: true }).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
}

const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** Runs `aws` against the local environment, whatever the machine's own settings, and gives what it printed as JSON. */
export async function awsCli(endpoint: string, args: readonly string[]): Promise<unknown> {
  const place = ['--endpoint-url', endpoint, '--region', 'ap-southeast-1', '--output', 'json'];
  const { stdout } = await run('aws', [...args, ...place], {
    env: { ...process.env, ...keys, AWS_PROFILE: undefined, AWS_PAGER: '' },
  });
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}
