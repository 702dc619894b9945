import type { Clock } from '../../time/clock.ts';
import type { Engine } from '../docker/engine.ts';
import { composeProjectLabel, composeServiceLabel } from '../environment/compose-labels.ts';
import type { Log } from './logger.ts';

export interface KeepKeeperOptions {
  readonly engine: Pick<Engine, 'events' | 'inspectContainer' | 'listContainers' | 'startContainer'>;
  readonly environmentName: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Compose removes a keeper right after it stopped it, also one that did not stop in time. */
const pauseMs = 250;

/**
 * Starts the keeper again when it was killed, as it does with the other servers: each of the two brings the other one
 * back. A keeper that was asked to stop ends with 0, and stays stopped.
 */
export async function keepKeeper(options: KeepKeeperOptions): Promise<void> {
  const { engine, environmentName, log, clock, signal } = options;
  const labels = { [composeProjectLabel]: environmentName, [composeServiceLabel]: 'keeper' };
  while (!signal.aborted) {
    try {
      await startKilled(options, labels);
      for await (const event of engine.events(labels, signal)) {
        if (event.action !== 'die' || event.exitCode === 0) continue;
        await clock.sleep(pauseMs, signal);
        await startKilled(options, labels);
      }
    } catch (error) {
      if (!signal.aborted) log.warn('the keeper could not be watched', { error });
    }
    await clock.sleep(1000, signal);
  }
}

async function startKilled(
  { engine, log }: KeepKeeperOptions,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { id } of await engine.listContainers(labels)) {
    const keeper = await engine.inspectContainer(id);
    if (keeper?.state !== 'exited' || keeper.exitCode === 0) continue;
    await engine.startContainer(id);
    log.info('restarted the keeper', { exitCode: keeper.exitCode });
  }
}
