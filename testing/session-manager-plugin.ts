import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isThere } from '../local/processes/is-there.ts';
import { run } from '../local/processes/run.ts';
import { numberVariable } from './number-variable.ts';

const program = 'session-manager-plugin';
const module = 'github.com/aws/session-manager-plugin';
const version = 'v0.0.0-20260401221635-b79d06c1d3a2';
/** The plugin has no `go.mod`, and the newest version of this module has another API than the plugin calls. */
const uuid = 'github.com/twinj/uuid v0.0.0-20151029044442-89173bcdda19';

/**
 * The folder of AWS's Session Manager plugin: an installed one (`''`), or one that was built from its source before, which
 * takes Go and, the first time, most of a minute, so that it is done with `CI_FULL=1` only. Undefined without any.
 */
export async function sessionManagerPlugin(): Promise<string | undefined> {
  if (await runs(program)) return '';
  const folder = join(cacheFolder(), `${program}-${version}`);
  if (await isThere(join(folder, program))) return folder;
  if (numberVariable('CI_FULL', 0) !== 1 || !(await runs('go', 'version'))) return undefined;
  await build(folder);
  return folder;
}

async function runs(name: string, argument = '--version'): Promise<boolean> {
  return await run(name, [argument], { allowFailure: true }).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
}

const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'spree-parity');

/** The folder appears whole or not at all. */
async function build(folder: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), 'building-'));
  try {
    const needs = `require (\n\t${module} ${version}\n\t${uuid}\n)\n`;
    await writeFile(join(work, 'go.mod'), `module plugin\n\ngo 1.24\n\n${needs}`);
    await run('go', ['build', '-mod=mod', '-o', program, `${module}/src/sessionmanagerplugin-main`], {
      cwd: work,
      timeoutMs: 600_000,
    });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
