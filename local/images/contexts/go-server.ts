import { join } from 'node:path';
import { run } from '../../processes/run.ts';
import type { BuildContext } from '../image-definition.ts';
import { addClientSettings } from './client-settings.ts';

/**
 * Puts a server at `name`, built by the recipe's `build-server.sh` with the machine's own Go, whose caches make a second
 * build short. Where there is none, the Dockerfile builds it with Debian's.
 */
export async function addGoServer(context: BuildContext, name: string, version: string): Promise<void> {
  await addClientSettings(context);
  const signal = context.signal === undefined ? {} : { signal: context.signal };
  const env = { ...context.environment, GOOS: 'linux', GOARCH: goArchitecture(context.architecture) };
  const go = await run('go', ['version'], { env, allowFailure: true, ...signal });
  if (go.exitCode !== 0) return;
  context.note(`go build ${name} ${version}`);
  const script = join(context.folder, 'build-server.sh');
  // It takes every processor for a minute, and the build of the store's image takes longer.
  await run('nice', ['-n', '19', 'sh', script, version, join(context.folder, name)], { env, ...signal });
}

/** Go's name of an architecture, by Docker's. */
function goArchitecture(architecture: string): string {
  return architecture === 'aarch64' ? 'arm64' : 'amd64';
}
