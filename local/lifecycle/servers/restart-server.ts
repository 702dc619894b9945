import { command } from '../../../failure/command.ts';
import type { Clock } from '../../../time/clock.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { Engine } from '../../docker/engine.ts';
import type { ComposeService } from './start-servers.ts';

/** What does not work until a server is back. */
export const withoutServer: Readonly<Record<ComposeService, string>> = {
  postgres: 'connections to the database are cut; what needs it fails until it is back',
  'postgres-replica': 'what reads from the replica fails until it is back',
  redis: 'jobs, sessions and the cache are out of reach until it is back; what was written stays',
  minio: 'uploads can neither be read nor written until it is back',
  mail: 'no mail can be sent until it is back; mail that was caught stays',
  localstack:
    'secrets, parameters and logs are out of reach until it is back; its resources are restored, log lines are lost',
  'control-plane': 'the AWS API and scaling are out of reach until it is back; tasks go on',
  keeper: 'servers that end are not started again until it is back',
  'load-balancer': 'no request is answered until it is back',
  edge: 'the storefront is out of reach until it is back',
};

/** How long a server may take to end by itself, in seconds. */
const graceSeconds = 30;

/**
 * Stops a server and starts it again, and waits until it is healthy. An abort ends the wait, never before the start. Raises
 * `TIMED_OUT`.
 */
export async function restartServer(
  engine: Pick<Engine, 'inspectContainer' | 'startContainer' | 'stopContainer'>,
  container: { readonly id: string; readonly server: ComposeService },
  { signal, clock }: { readonly signal: AbortSignal; readonly clock?: Clock },
): Promise<void> {
  const { id, server } = container;
  signal.throwIfAborted();
  await engine.stopContainer(id, graceSeconds);
  await engine.startContainer(id);
  const wait = {
    ...{ what: `${server} to be healthy`, timeoutMs: 120_000, signal },
    hint: `See: ${command('local:logs')} ${server}`,
    ...(clock === undefined ? {} : { clock }),
  };
  await waitUntil(wait, async () => {
    const details = await engine.inspectContainer(id);
    const isWell = details?.health === 'healthy' || details?.health === 'none';
    return details?.state === 'running' && isWell ? true : undefined;
  });
}
