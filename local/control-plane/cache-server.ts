import { waitUntil } from '../../time/wait-until.ts';
import type { Engine } from '../docker/engine.ts';
import type { CacheServer } from './api/control-plane.ts';
import { composeService } from './compose-service.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { CacheFailover } from './model/cache-failover.ts';

const keptFailovers = 50;
const stopSeconds = 10;

/** What a failover needs of the process around it. */
export interface CacheServerOptions extends Pick<ControlPlaneOptions, 'log' | 'clock' | 'signal'> {
  readonly engine: Pick<Engine, 'listContainers' | 'stopContainer' | 'startContainer' | 'exec'>;
  readonly settings: { readonly environmentName: string };
}

/** The Redis server in its container. */
export function cacheServer(
  options: CacheServerOptions,
  loop: Pick<ReconcileLoop, 'persisted' | 'transact'>,
): CacheServer {
  const { engine, settings, log, clock } = options;
  const container = () => composeService(engine, settings.environmentName, 'redis');
  const failovers = () => loop.persisted().cacheFailovers ?? [];
  const keep = (all: readonly CacheFailover[]) =>
    loop.transact((state) => ({
      state: { ...state, cacheFailovers: all.slice(-keptFailovers) },
      result: undefined,
    }));
  let underWay = false;
  return {
    isRunning: async () => (await container()) !== undefined,
    failovers,
    isFailingOver: () => underWay,
    failOver: async (failover) => {
      underWay = true;
      try {
        const id = await container();
        await keep([...failovers(), failover]);
        void restart(options, id)
          .then(() =>
            keep(failovers().map((each) => (each === failover ? { ...each, endedAt: clock.now() } : each))),
          )
          .catch((error: unknown) => log.error('the failover of the cache did not end', { error }))
          .finally(() => {
            underWay = false;
          });
      } catch (error) {
        underWay = false;
        throw error;
      }
    },
  };
}

/**
 * Redis writes what it has on a signal to stop, and reads it again: nothing that it acknowledged is lost. The server
 * answers when this ends.
 */
async function restart(
  { engine, clock, signal }: CacheServerOptions,
  container: string | undefined,
): Promise<void> {
  if (container === undefined) return;
  await engine.stopContainer(container, stopSeconds);
  await engine.startContainer(container);
  await waitUntil({ what: 'Redis to answer', timeoutMs: 60_000, everyMs: 100, clock, signal }, async () => {
    const command = ['sh', '/data-stores/redis/cli.sh', 'ping'];
    const { stdout } = await engine.exec(container, command).catch(() => ({ stdout: '' }));
    return stdout.includes('PONG') ? true : undefined;
  });
}
