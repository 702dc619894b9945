import { resolve } from 'node:path';
import type { FolderSource } from '../../definition/template/image-asset-source.ts';
import { type BuildOptions, proxyArguments, runBuild } from './build-image.ts';
import { hashFolder, hashOf } from './content-hash.ts';
import { imageLabel } from './image-definition.ts';

/** The name that an asset's image has here: another one when its folder or an option of its build changes. */
export async function assetImageName({ kind: _, directory, ...options }: FolderSource): Promise<string> {
  return `spree-parity/asset:${hashOf([await hashFolder(directory), JSON.stringify(options)])}`;
}

/** Builds an asset's image as `cdk deploy` does, and names it `image`. Raises `IMAGE_BUILD_FAILED`. */
export async function buildAsset(source: FolderSource, image: string, options: BuildOptions): Promise<void> {
  const ignored = ignoredOptions(source);
  if (ignored.length > 0)
    options.note(`${ignored.join(', ')}: ignored, because the engine has its own cache`);
  await runBuild(image, assetBuildArguments(source, image, options.environment), options);
}

/** Why an asset cannot be built here: undefined if it can. */
export function whyNotBuildable(source: FolderSource): string | undefined {
  const {
    dockerBuildSecrets: buildSecrets,
    dockerBuildSsh: buildSsh,
    dockerBuildContexts: buildContexts,
  } = source;
  const named = Object.entries({ buildSecrets, buildSsh, buildContexts });
  const used = named.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (used.length > 0)
    return `${used.join(', ')} not supported without \`docker buildx\`, which is not used here`;
  const output = source.dockerOutputs?.find((each) => !intoEngine.has(each));
  return output === undefined ? undefined : `its output '${output}' does not go to the container engine`;
}

/** What `docker build` does anyway. */
const intoEngine = new Set(['type=docker', 'type=image']);

/** The arguments of `docker`; the network is the machine's, as for all builds here, unless the asset names one. */
export function assetBuildArguments(
  source: FolderSource,
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
    ...(dockerFile === undefined ? [] : ['--file', resolve(directory, dockerFile)]),
    ...(platform === undefined ? [] : ['--platform', platform]),
    ...(source.cacheDisabled === true ? ['--no-cache'] : []),
    directory,
  ];
}

/** They only make a build faster, and need `docker buildx`. */
function ignoredOptions({ cacheFrom, cacheTo }: FolderSource): readonly string[] {
  return Object.entries({ cacheFrom, cacheTo })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
}
