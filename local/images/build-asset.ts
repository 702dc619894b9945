import { join } from 'node:path';
import type { ImageAsset, ImageAssetSource } from '../../definition/template/read-image-assets.ts';
import { Failure } from '../../failure/failure.ts';
import { run } from '../processes/run.ts';
import { type BuildOptions, proxyArguments, runBuild } from './build-image.ts';
import { hashFolder, hashOf } from './content-hash.ts';
import { imageLabel } from './image-definition.ts';

/** The name that an asset's image has here: another one when its folder or an option of its build changes. */
export async function assetImageName({ source }: ImageAsset): Promise<string> {
  const { directory, ...options } = source;
  // What a command reads is not known; the files of an assembly are named after their content.
  const content = source.executable === undefined ? await hashFolder(directory) : '';
  return `spree-parity/asset:${hashOf([content, JSON.stringify(options)])}`;
}

/**
 * Makes an asset's image as `cdk deploy` does, and names it `image`. Raises `IMAGE_BUILD_FAILED`.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_cloud-assembly-schema.DockerImageSource.html
 */
export async function buildAsset(
  asset: ImageAsset,
  image: string,
  options: BuildOptions & { readonly tag: (from: string, to: string) => Promise<void> },
): Promise<void> {
  const { executable } = asset.source;
  if (executable !== undefined)
    return await options.tag(await askExecutable(asset, executable, options), image);
  if (leavesOutCaches(asset.source)) options.note('the caches of the build are left out');
  await runBuild(image, assetBuildArguments(asset.source, image, options.environment), options);
}

/** Why an asset cannot be built here: undefined where it can. */
export function whyNotBuildable({ source }: ImageAsset): string | undefined {
  const named = {
    buildSecrets: source.dockerBuildSecrets,
    buildSsh: source.dockerBuildSsh,
    buildContexts: source.dockerBuildContexts,
  };
  const used = Object.entries(named).filter(([, value]) => value !== undefined);
  if (used.length > 0)
    return `${used.map(([name]) => name).join(', ')} of the asset needs BuildKit's own client`;
  const output = source.dockerOutputs?.find((each) => !intoEngine.has(each));
  return output === undefined
    ? undefined
    : `the output '${output}' of the asset does not lead into the engine`;
}

/** What `docker build` does anyway. */
const intoEngine = new Set(['type=docker', 'type=image']);

/** The arguments of `docker`; the network is the machine's, as for all builds here, unless the asset names one. */
export function assetBuildArguments(
  source: ImageAssetSource,
  image: string,
  environment: NodeJS.ProcessEnv,
): readonly string[] {
  const { directory, dockerFile, dockerBuildTarget, platform } = source;
  return [
    'build',
    ...['--network', source.networkMode ?? 'host', '--force-rm', '--tag', image],
    ...['--label', `${imageLabel}=asset`],
    ...Object.entries(source.dockerBuildArgs ?? {}).flatMap(([name, value]) => [
      '--build-arg',
      `${name}=${value}`,
    ]),
    ...proxyArguments(environment, source.dockerBuildArgs ?? {}),
    ...(dockerBuildTarget === undefined ? [] : ['--target', dockerBuildTarget]),
    ...(dockerFile === undefined ? [] : ['--file', join(directory, dockerFile)]),
    ...(platform === undefined ? [] : ['--platform', platform]),
    ...(source.cacheDisabled === true ? ['--no-cache'] : []),
    directory,
  ];
}

function leavesOutCaches({ cacheFrom, cacheTo }: ImageAssetSource): boolean {
  return cacheFrom !== undefined || cacheTo !== undefined;
}

/** Such a command ends with the name of the image that it made: so do those of `TarballImageAsset`. */
async function askExecutable(
  { name, source }: ImageAsset,
  [program = '', ...args]: readonly string[],
  options: BuildOptions,
): Promise<string> {
  const finished = await run(program, args, {
    cwd: source.directory,
    env: options.environment,
    allowFailure: true,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const made = finished.stdout.trim();
  if (finished.exitCode === 0 && made !== '') return made;
  throw new Failure(
    'IMAGE_BUILD_FAILED',
    `The command that makes ${name} ended with exit code ${finished.exitCode}: ${finished.stderr.trim()}`,
    { hint: `It is: ${[program, ...args].join(' ')}` },
  );
}
