import { systemClock } from '../../time/clock.ts';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { onReconcileLoop } from './api/on-reconcile-loop.ts';
import { startEndpoint } from './api/start-endpoint.ts';
import { startControlPlane } from './control-plane.ts';
import type { Log } from './logger.ts';
import { readSettings } from './settings.ts';

/** Starts all of it; it runs until SIGTERM or SIGINT, which end this process and no task. */
export async function run(log: Log): Promise<void> {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  const settings = readSettings(process.env);
  const running = await startControlPlane({
    settings,
    engine: connectEngine(),
    log,
    clock: systemClock,
    signal: stop.signal,
  });
  const endpoint = await startEndpoint(
    {
      controlPlane: onReconcileLoop(running.loop),
      upstream: new URL(settings.localstackEndpoint),
      composeHosts: [settings.host],
      onFault: (error) => log.error('a request failed', { error }),
    },
    { host: settings.listenHost, port: settings.awsPort },
  );
  log.info('running', { environment: settings.environmentName, port: endpoint.port });
  stop.signal.addEventListener('abort', () => {
    log.info('stopping; the tasks go on');
    void Promise.all([running.flush(), endpoint.close(500)]).finally(() => process.exit(0));
  });
}
