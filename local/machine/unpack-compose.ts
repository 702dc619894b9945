import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { type RunOptions, run } from '../processes/run.ts';
import { sourcesList } from './debian-mirror.ts';
import { machineMirror } from './machine-mirror.ts';

const pluginInPackage = 'usr/libexec/docker/cli-plugins/docker-compose';

/**
 * Extracts the Compose plugin from a Debian suite's package into this user's plugin folder. apt uses a
 * separate sources list, state and cache, so that the machine's configuration does not change. Gives the
 * plugin's path.
 */
export async function unpackCompose(
  suite: string,
  environment: NodeJS.ProcessEnv,
  options: RunOptions,
): Promise<string> {
  const work = await mkdtemp(join(environment.TMPDIR ?? tmpdir(), 'spree-parity-compose-'));
  try {
    const apt = await privateApt(work, suite);
    await run('apt-get', [...apt, 'update'], options);
    await run('apt-get', [...apt, 'download', 'docker-compose'], { ...options, cwd: work });
    await run('dpkg', ['-x', join(work, await archiveIn(work)), join(work, 'unpacked')], options);
    return await putInPlace(join(work, 'unpacked', pluginInPackage), environment);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function privateApt(work: string, suite: string): Promise<readonly string[]> {
  const mirror = await machineMirror();
  if (mirror.main === undefined) {
    throw new Failure('MACHINE_NO_COMPOSE', `This machine's apt sources contain no Debian mirror.`, {
      hint: "Install Docker's Compose plugin by hand, or add a Debian source to /etc/apt/sources.list.",
    });
  }
  await mkdir(join(work, 'state/lists/partial'), { recursive: true });
  await mkdir(join(work, 'cache/archives/partial'), { recursive: true });
  await writeFile(join(work, 'sources.list'), sourcesList({ main: mirror.main }, suite));
  return privateAptOptions(work);
}

/** The options that keep apt off the machine's own files. */
export function privateAptOptions(work: string): readonly string[] {
  const settings = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': join(work, 'none'),
    'Dir::State': join(work, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(work, 'cache'),
    // apt's own user cannot read a folder that only this one may enter.
    'APT::Sandbox::User': '',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

async function archiveIn(folder: string): Promise<string> {
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (archive !== undefined) return archive;
  throw new Failure('MACHINE_NO_COMPOSE', 'apt did not download the package docker-compose.', {
    hint: "Install Docker's Compose plugin by hand.",
  });
}

/** Renamed into place, so that an interrupted copy is never taken for the plugin. */
async function putInPlace(plugin: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const home = environment.HOME ?? homedir();
  const folder = join(environment.DOCKER_CONFIG ?? join(home, '.docker'), 'cli-plugins');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'docker-compose');
  await copyFile(plugin, `${path}.new`);
  await chmod(`${path}.new`, 0o755);
  await rename(`${path}.new`, path);
  return path;
}
