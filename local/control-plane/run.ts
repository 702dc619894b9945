import { Failure } from '../../failure/failure.ts';
import { systemClock } from '../../time/clock.ts';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { onReconcileLoop } from './api/on-reconcile-loop.ts';
import { startRefusingEndpoint } from './api/refusing-endpoint.ts';
import { type Address, startEndpoint } from './api/start-endpoint.ts';
import { startControlPlane } from './control-plane.ts';
import { createEcsExec } from './ecs-exec/ecs-exec.ts';
import type { Log } from './logger.ts';
import { readSettings } from './settings.ts';

/** Starts all of it; it runs until SIGTERM or SIGINT, which end this process and no task. */
export async function run(log: Log): Promise<void> {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  const settings = readSettings(process.env);
  const address = { host: settings.listenHost, port: settings.awsPort };
  const engine = connectEngine();
  const running = await startControlPlane({
    settings,
    engine,
    log,
    clock: systemClock,
    signal: stop.signal,
  }).catch((error: unknown) => refuse(error, address, log, stop.signal));
  if (running === undefined) return;
  const ecsExec = createEcsExec({
    engine,
    clock: systemClock,
    log,
    origin: `ws://127.0.0.1:${settings.publishedPorts.aws}`,
    composeHosts: [settings.host],
  });
  const metrics = { metrics: running.metrics, timeScale: settings.timeScale, nowMs: systemClock.now };
  const endpoint = await startEndpoint(
    {
      controlPlane: {
        ...onReconcileLoop(running.loop, metrics, running.surroundings),
        ...{ ecsExec, longestGraceSeconds: settings.longestGraceSeconds },
      },
      localStack: { ...running.emulation, rotate: running.rotate },
      upstream: new URL(settings.localstackEndpoint),
      composeHosts: [settings.host],
      onFault: (error) => log.error('a request failed', { error }),
    },
    address,
    ecsExec.upgrade,
  );
  log.info('running', { environment: settings.environmentName, port: endpoint.port });
  stop.signal.addEventListener('abort', () => {
    log.info('stopping; tasks keep running');
    ecsExec.close();
    void Promise.all([running.flush(), endpoint.close(500)]).finally(() => process.exit(0));
  });
}

/**
 * A state of a newer version is not touched: what runs keeps running, and every client gets an error that
 * says what to do.
 */
async function refuse(error: unknown, address: Address, log: Log, signal: AbortSignal): Promise<undefined> {
  if (!(error instanceof Failure) || error.code !== 'STATE_NEWER') throw error;
  log.error('the control plane cannot run; tasks keep running', { error });
  const server = await startRefusingEndpoint(error, address);
  signal.addEventListener('abort', () => server.close(() => process.exit(0)));
}
