import { createReadStream } from 'node:fs';
import { appendFile, copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import type { Engine } from '../docker/engine.ts';
import { sourcesList } from '../machine/debian-mirror.ts';
import { machineMirror } from '../machine/machine-mirror.ts';
import { type RunOptions, run } from '../processes/run.ts';
import { hashOf } from './content-hash.ts';
import { machineCertificates } from './contexts/machine-certificates.ts';
import { imageLabel, imageVersionLabel } from './image-definition.ts';

const suite = 'trixie';
/**
 * Left out of the image: what apt can download again, and documentation, which is not needed in a container,
 * and virtual file systems.
 */
const leftOut = [
  './var/cache/apt/*',
  './var/lib/apt/lists/*',
  './usr/share/doc/*',
  './usr/share/man/*',
  './proc/*',
  './sys/*',
  './dev/*',
];

export interface BaseImageOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** The name of the base image: what it is made of decides its tag. */
export const baseImage = `spree-parity/base:${hashOf([suite, 'minbase', '1', ...leftOut])}`;

/**
 * Builds the Debian base image that the recipes build on, unless it exists. Raises `IMAGE_BUILD_FAILED` where
 * debootstrap is missing or this user is not root, and `PROCESS_FAILED` with what debootstrap said.
 */
export async function ensureBaseImage(engine: Engine, options: BaseImageOptions): Promise<string> {
  if ((await engine.inspectImage(baseImage)) !== undefined) return baseImage;
  const work = await mkdtemp(join(options.environment.TMPDIR ?? tmpdir(), 'spree-parity-base-'));
  try {
    await bootstrap(join(work, 'root'), options);
    options.note('import the base image');
    await run(
      'tar',
      [
        '-C',
        join(work, 'root'),
        ...leftOut.map((path) => `--exclude=${path}`),
        '-cf',
        join(work, 'root.tar'),
        '.',
      ],
      processOptions(options),
    );
    await engine.importImage(createReadStream(join(work, 'root.tar')), baseImage, [
      `LABEL ${imageLabel}=base ${imageVersionLabel}="Debian ${suite}"`,
      'CMD ["bash"]',
    ]);
    return baseImage;
  } finally {
    // An interrupted debootstrap can leave a mount behind: nothing beyond this file system may go.
    await run('rm', ['-rf', '--one-file-system', work], { allowFailure: true });
  }
}

async function bootstrap(root: string, options: BaseImageOptions): Promise<void> {
  await requireDebootstrap(options);
  const mirror = await machineMirror();
  const from = mirror.main === undefined ? [] : [mirror.main];
  const environment = {
    ...options.environment,
    // What is unpacked is thrown away if it is cut short: nothing has to be on the disk at once.
    DPKG_FORCE: 'unsafe-io',
  };
  await run('debootstrap', ['--variant=minbase', suite, root, ...from], {
    ...processOptions({ ...options, environment }),
    onLine: (line) => options.note(line.replace(/^I: /, '')),
  });
  await writeFile(join(root, 'etc/apt/apt.conf.d/90spree-parity'), 'APT::Install-Recommends "false";\n');
  const sources = sourcesList(mirror, suite);
  if (sources !== '') await writeFile(join(root, 'etc/apt/sources.list'), sources);
  if (sources.includes('https://')) await trustMachine(root, options);
}

/** For a mirror over TLS: the base has no certificates, and the network may have its own. */
async function trustMachine(root: string, options: BaseImageOptions): Promise<void> {
  const [bundle] = await machineCertificates(options.environment);
  if (bundle === undefined) return;
  const path = 'usr/local/share/spree-parity/mirror-ca.crt';
  await mkdir(join(root, 'usr/local/share/spree-parity'), { recursive: true });
  await copyFile(bundle, join(root, path));
  await appendFile(join(root, 'etc/apt/apt.conf.d/90spree-parity'), `Acquire::https::CAInfo "/${path}";\n`);
}

/** It is a small package: where it is missing and may be installed, it is. */
async function requireDebootstrap(options: BaseImageOptions): Promise<void> {
  const probe = { ...processOptions(options), allowFailure: true };
  const user = await run('id', ['-u'], probe);
  if (user.stdout.trim() !== '0') throw noBase('building it needs root');
  if ((await run('debootstrap', ['--version'], probe)).exitCode === 0) return;
  options.note('apt-get install debootstrap');
  const installed = await run('apt-get', ['install', '-y', '--no-install-recommends', 'debootstrap'], probe);
  if (installed.exitCode !== 0) throw noBase(`debootstrap is missing (${lastLine(installed.stderr)})`);
}

function noBase(why: string): Failure {
  return new Failure(
    'IMAGE_BUILD_FAILED',
    `The Debian base image ${baseImage} is missing and could not be built: ${why}.`,
    {
      hint: 'Run as root on Debian or Ubuntu, or set images of your own (POSTGRES_IMAGE, REDIS_IMAGE, ...).',
    },
  );
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** debootstrap is in `/usr/sbin`, which a user's shell may leave out. */
function withSystemFolders(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, PATH: `${environment.PATH ?? ''}:/usr/sbin:/sbin` };
}

function processOptions(options: BaseImageOptions): RunOptions {
  return {
    env: withSystemFolders(options.environment),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}
