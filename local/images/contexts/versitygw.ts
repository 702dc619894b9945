import { run } from '../../processes/run.ts';
import type { BuildContext } from '../image-definition.ts';
import { addClientSettings } from './client-settings.ts';

const module = 'github.com/versity/versitygw/cmd/versitygw';

/**
 * Puts the S3 server at `versitygw`, built with the machine's own Go, whose caches make a second build short.
 * Where there is none, the Dockerfile builds it with Debian's.
 */
export async function addVersitygw(context: BuildContext, version: string): Promise<void> {
  await addClientSettings(context);
  const signal = context.signal === undefined ? {} : { signal: context.signal };
  const env = { ...context.environment, GOBIN: context.folder, CGO_ENABLED: '0' };
  const go = await run('go', ['version'], { env, allowFailure: true, ...signal });
  if (go.exitCode !== 0) return;
  context.note(`go install ${module}@${version}`);
  await run('go', ['install', '-trimpath', '-ldflags=-s -w', `${module}@${version}`], { env, ...signal });
}
