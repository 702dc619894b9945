import { readFile, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import type { Engine, EngineInfo } from '../docker/engine.ts';
import { findEngine, givenEngine } from '../docker/engine-address.ts';
import { isThere } from '../processes/is-there.ts';
import { run } from '../processes/run.ts';
import { readDistribution } from './distribution.ts';
import type { DiskFacts, EngineFacts, MachineFacts } from './machine-facts.ts';

export interface FactsOptions {
  readonly engine: Engine;
  readonly environment: NodeJS.ProcessEnv;
  /** Where the local environment will keep its state; it need not exist yet. */
  readonly stateFolder: string;
}

const bytesPerMiB = 1024 * 1024;

/**
 * Finds out about this machine, with as few processes as will do: a working plugin shows that there is a client, an
 * answering engine needs no program. It changes nothing, and leaves apt's candidates to `readCandidates`.
 */
export async function gatherFacts(options: FactsOptions): Promise<MachineFacts> {
  const { environment } = options;
  const [distribution, engine, composeVersion, hasSystemd, available] = await Promise.all([
    readDistribution(),
    askEngine(options.engine),
    readComposeVersion(environment),
    isThere('/run/systemd/system'),
    readAvailableMemory(),
  ]);
  const given = givenEngine(findEngine(environment));
  return {
    platform: process.platform,
    distribution,
    isRoot: process.getuid?.() === 0,
    hasSystemd,
    engine: engine.facts,
    ...(given === undefined ? {} : { givenEngine: given }),
    programs: {
      docker: composeVersion !== undefined || (await answers('docker', ['--version'], environment)),
      dockerd:
        engine.facts.answers || (await answers('dockerd', ['--version'], withSystemFolders(environment))),
    },
    ...(composeVersion === undefined ? {} : { composeVersion }),
    candidates: {},
    ...(available === undefined ? {} : { availableMemoryMiB: available }),
    disks: await readDisks(engine.info?.rootFolder, options.stateFolder),
  };
}

/** Programs of the system are in folders that a user's shell may leave out. */
export function withSystemFolders(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, PATH: `${environment.PATH ?? ''}:/usr/sbin:/sbin` };
}

async function askEngine(
  engine: Engine,
): Promise<{ readonly facts: EngineFacts; readonly info?: EngineInfo }> {
  try {
    const info = await engine.info();
    const { serverVersion: version, memoryMiB, cpus } = info;
    return { facts: { answers: true, version, memoryMiB, cpus }, info };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'ENGINE_UNREACHABLE') throw error;
    return { facts: { answers: false, why: error.message } };
  }
}

async function answers(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await run(program, args, { env, allowFailure: true })).exitCode === 0;
}

async function readComposeVersion(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const asked = await run('docker', ['compose', 'version', '--short'], { env, allowFailure: true });
  const version = asked.stdout.trim();
  return asked.exitCode === 0 && version !== '' ? version : undefined;
}

async function readAvailableMemory(): Promise<number | undefined> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return kibibytes === undefined ? undefined : Math.floor(Number(kibibytes) / 1024);
}

/** The engine's folder is looked at only where it is a folder of this machine, which it is not on a desktop VM. */
async function readDisks(
  engineFolder: string | undefined,
  stateFolder: string,
): Promise<readonly DiskFacts[]> {
  const places = [
    ...(engineFolder !== undefined && (await isThere(engineFolder))
      ? [{ holds: 'images and volumes', path: engineFolder }]
      : []),
    { holds: 'state', path: await nearestFolder(stateFolder) },
  ];
  return await Promise.all(places.map(async (place) => ({ ...place, freeMiB: await freeMiB(place.path) })));
}

async function freeMiB(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return Math.floor((bavail * bsize) / bytesPerMiB);
}

async function nearestFolder(path: string): Promise<string> {
  return (await isThere(path)) || path === dirname(path) ? path : await nearestFolder(dirname(path));
}
