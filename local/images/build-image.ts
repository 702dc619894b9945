import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { run } from '../processes/run.ts';
import { imageLabel, imageVersionLabel } from './image-definition.ts';

/** What is built: a folder with a Dockerfile, and what goes beside it in the build context. */
export interface ImageBuild {
  /** The image's name in its label: `postgres`, `store`. */
  readonly name: string;
  /** The whole name that the image gets, with its tag. */
  readonly image: string;
  readonly version: string;
  readonly folder: string;
  /** Whether an entry of the folder, by its relative path, stays out of the build. */
  readonly isLeftOut?: (path: string) => boolean;
  readonly args: Readonly<Record<string, string>>;
  /** Such as `linux/arm64`; the engine's own when absent. */
  readonly platform?: string;
  /** Without what the builder remembers of earlier builds. */
  readonly ignoresCache?: boolean;
  /** Gives way to other builds where processors are short; the classic builder alone can. */
  readonly givesWay?: boolean;
  /** Puts further files into the build context, which is a copy of the folder. */
  readonly addFiles?: (contextFolder: string) => Promise<void>;
}

export interface BuildOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal;
}

const linesOfFailure = 20;
/** An eighth of what others have. */
const sharesOfThoseThatGiveWay = 128;
/** Passed on by name, so that a proxy's password is in no argument list; Docker knows these without an `ARG`. */
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * Builds an image with the engine's own builder, classic or BuildKit. Its tag appears only at the very end, so an
 * interrupted build leaves nothing that looks finished. Raises `IMAGE_BUILD_FAILED` with the build's last lines.
 */
export async function buildImage(build: ImageBuild, options: BuildOptions): Promise<void> {
  const context = await mkdtemp(join(options.environment.TMPDIR ?? tmpdir(), `spree-parity-${build.name}-`));
  try {
    await writeContext(build, context);
    await runBuild(build.image, buildArguments(build, context, options.environment), options);
  } finally {
    await run('rm', ['-rf', context], { allowFailure: true });
  }
}

/** Writes what `docker build` gets into a folder, which exists. */
export async function writeContext(
  { folder, isLeftOut, addFiles }: Pick<ImageBuild, 'folder' | 'isLeftOut' | 'addFiles'>,
  context: string,
): Promise<void> {
  await cp(folder, context, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => {
      const path = source.slice(folder.length).replace(/^\//, '');
      return path === '' || isLeftOut?.(path) !== true;
    },
  });
  await addFiles?.(context);
}

/** The arguments of `docker`. The host's network reaches the registries as the machine itself does. */
export function buildArguments(
  build: ImageBuild,
  context: string,
  environment: NodeJS.ProcessEnv,
): readonly string[] {
  const labels = { [imageLabel]: build.name, [imageVersionLabel]: build.version };
  return [
    'build',
    ...['--network', 'host', '--force-rm', '--tag', build.image],
    ...(build.platform === undefined ? [] : ['--platform', build.platform]),
    ...(build.ignoresCache === true ? ['--no-cache'] : []),
    ...(build.givesWay === true ? ['--cpu-shares', String(sharesOfThoseThatGiveWay)] : []),
    ...Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...Object.entries(build.args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...proxyArguments(environment),
    context,
  ];
}

/** The machine's proxies as build arguments, except for those that the build sets itself. */
export function proxyArguments(
  environment: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>> = {},
): readonly string[] {
  const given = proxyVariables.filter((name) => (environment[name] ?? '') !== '' && own[name] === undefined);
  return given.flatMap((name) => ['--build-arg', name]);
}

/**
 * Runs `docker build`. The last lines of both streams are kept: the builder's error is on one, the reason on
 * the other.
 */
export async function runBuild(image: string, args: readonly string[], options: BuildOptions): Promise<void> {
  const last: string[] = [];
  const onLine = (line: string) => {
    const text = line.trim();
    if (text === '' || text.startsWith('--->')) return;
    last.push(text);
    if (last.length > linesOfFailure) last.shift();
    options.note(text);
  };
  const { exitCode } = await run('docker', args, {
    env: options.environment,
    allowFailure: true,
    onLine,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  options.signal?.throwIfAborted();
  if (exitCode === 0) return;
  throw new Failure(
    'IMAGE_BUILD_FAILED',
    `The build of ${image} ended with exit code ${exitCode}:\n${last.join('\n')}`,
    { hint: 'See the output above.' },
  );
}
