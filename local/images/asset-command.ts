import type { CommandSource } from '../../definition/template/image-asset-source.ts';
import { Failure } from '../../failure/failure.ts';
import { run } from '../processes/run.ts';
import type { BuildOptions } from './build-image.ts';

/**
 * Runs the command of an image asset and gives the name of the image that it printed, as that of
 * `TarballImageAsset` does. Only the command knows whether there is anything to build, because its inputs are
 * not declared. Raises `IMAGE_BUILD_FAILED`.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_cloud-assembly-schema.DockerImageSource.html
 */
export async function runAssetCommand(
  name: string,
  { executable: [program = '', ...args], directory }: CommandSource,
  { environment, note, signal }: BuildOptions,
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, {
    cwd: directory,
    env: environment,
    allowFailure: true,
    onLine: (line, stream) => {
      if (stream === 'stderr' && line.trim() !== '') note(line.trim());
    },
    ...(signal === undefined ? {} : { signal }),
  });
  signal?.throwIfAborted();
  const hint = `The command is: ${[program, ...args].join(' ')}`;
  if (exitCode !== 0) {
    const message = `The command that builds ${name} ended with exit code ${exitCode}: ${stderr.trim()}`;
    throw new Failure('IMAGE_BUILD_FAILED', message, { hint });
  }
  const image = stdout.trim();
  if (image !== '') return image;
  throw new Failure('IMAGE_BUILD_FAILED', `The command that builds ${name} printed no image name.`, { hint });
}
