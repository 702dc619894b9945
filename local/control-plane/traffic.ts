import { join } from 'node:path';
import { edgeReaderAgent } from '../aws/edge-reader.ts';
import { composeService } from './compose-service.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { createEdge } from './edge/edge.ts';
import { createLoadBalancer } from './load-balancer/haproxy-load-balancer.ts';
import type { LoadBalancer } from './load-balancer/load-balancer.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { PersistedState } from './state/persisted-state.ts';

/** The load balancer and the edge, which follow the released definition. */
export interface Traffic {
  readonly loadBalancer: LoadBalancer;
  /** Reconfigures both when the state has another released definition than before. */
  follow(state: PersistedState): void;
}

/** Both, informed of targets and health through the loop. */
export function createTraffic(
  { settings, engine, log, clock }: ControlPlaneOptions,
  loop: Pick<ReconcileLoop, 'observe'>,
): Traffic {
  const loadBalancerFolder = join(settings.runtimeFolder, 'load-balancer');
  const loadBalancer = createLoadBalancer({
    folder: loadBalancerFolder,
    clock,
    certificatePath: join(settings.runtimeFolder, 'edge', 'edge.crt'),
    requestLog: true,
    onFact: loop.observe,
    onFailure: (error) => log.warn('the load balancer could not be configured', { error }),
  });
  const edge = createEdge({
    folder: join(settings.runtimeFolder, 'edge'),
    certificates: join(settings.stateFolder, 'certificates'),
    publishedHttpsPort: settings.publishedHttpsPort,
    loadBalancerFolder,
    s3Server: new URL(settings.s3.endpoint).host,
    requestLog: true,
    readerAgent: (logicalId) => edgeReaderAgent(settings.s3.secretAccessKey, logicalId),
    reload: async () => {
      const container = await composeService(engine, settings.environmentName, 'edge');
      if (container !== undefined) await engine.killContainer(container, 'SIGHUP');
    },
  });
  let followed: PersistedState['released'];
  return {
    loadBalancer,
    follow: (state) => {
      if (state.released === undefined || state.released === followed) return;
      followed = state.released;
      const { workload } = state.released;
      loadBalancer.configure(workload);
      edge.configure(workload).catch((error: unknown) => {
        followed = undefined;
        log.error('the edge could not be configured', { error });
      });
    },
  };
}
