import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { systemClock } from '../../time/clock.ts';
import type { Engine } from '../docker/engine.ts';
import { type RunOptions, run } from '../processes/run.ts';

/**
 * The folder of the log and process ID of an engine that was started without systemd; it serves the whole
 * machine.
 */
export const engineFolder = '/var/lib/spree-parity/engine';

const deadlineMs = 60_000;
const pauseMs = 250;

/** Starts the engine and waits until it answers. Raises `MACHINE_ENGINE_SILENT` with the end of its log. */
export async function startEngine(
  by: 'systemd' | 'hand',
  engine: Engine,
  options: RunOptions,
): Promise<void> {
  // Installing the package may have started it already.
  if (await answers(engine)) return;
  if (by === 'systemd') await run('systemctl', ['enable', '--now', 'docker'], options);
  else await startByHand(options);
  await waitUntilItAnswers(engine, options.signal);
}

/** The arguments of `start-stop-daemon`, which does nothing when the process of the pid file still runs. */
export function startByHandArguments(folder: string, dockerd: string): readonly string[] {
  return [
    ...['--start', '--oknodo', '--background'],
    ...['--make-pidfile', '--pidfile', join(folder, 'dockerd.pid')],
    ...['--output', join(folder, 'dockerd.log')],
    ...['--exec', dockerd],
  ];
}

async function startByHand(options: RunOptions): Promise<void> {
  await mkdir(engineFolder, { recursive: true, mode: 0o700 });
  const found = await run('sh', ['-c', 'command -v dockerd'], options);
  await run('start-stop-daemon', startByHandArguments(engineFolder, found.stdout.trim()), options);
}

async function waitUntilItAnswers(engine: Engine, signal: AbortSignal | undefined): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await answers(engine))) {
    if (performance.now() > until) throw await silent();
    await systemClock.sleep(pauseMs, signal);
    signal?.throwIfAborted();
  }
}

async function answers(engine: Engine): Promise<boolean> {
  try {
    await engine.ping();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'ENGINE_UNREACHABLE') return false;
    throw error;
  }
}

async function silent(): Promise<Failure> {
  const log = await readFile(join(engineFolder, 'dockerd.log'), 'utf8').catch(() => '');
  const end = log.trim().split('\n').slice(-10).join('\n');
  return new Failure(
    'MACHINE_ENGINE_SILENT',
    `The container engine was started but does not respond after ${deadlineMs / 1000} s.${end === '' ? '' : `\n${end}`}`,
    { hint: `See ${engineFolder}/dockerd.log (or \`journalctl -u docker\`).` },
  );
}
