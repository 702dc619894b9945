import { controlPlaneClient } from '../../local/lifecycle/servers/control-plane-client.ts';
import { replicaStreams } from './database.ts';
import { type FaultEnvironment, serverContainer } from './fault-environment.ts';
import { servers } from './parts.ts';
import { describeServices, targetStates } from './services.ts';
import type { Visitors } from './visitors.ts';

/** What still lacks until everything runs and answers again; undefined if nothing does. */
export async function whatLacks(
  environment: FaultEnvironment,
  visitors: Visitors,
): Promise<string | undefined> {
  if (!visitors.areServed()) return 'visitors who are served';
  try {
    return (
      (await lackingServer(environment)) ??
      (await lackingTask(environment)) ??
      (await lackingReplica(environment)) ??
      (await lackingResources(environment))
    );
  } catch (error) {
    return `an answer: ${error instanceof Error ? error.message : error}`;
  }
}

async function lackingServer(environment: FaultEnvironment): Promise<string | undefined> {
  for (const server of servers) {
    const { state, health } = await serverContainer(environment, server);
    // Compose looks at the control plane twice a minute only: it is asked below.
    const isWell =
      state === 'running' && (health !== 'starting' || server === 'control-plane') && health !== 'unhealthy';
    if (!isWell) return `${server}, which is ${state} and ${health}`;
  }
  return undefined;
}

/** During a rollout there are more than desired. */
async function lackingTask({ clients }: FaultEnvironment): Promise<string | undefined> {
  const services = await describeServices(clients);
  const lacking = services.find(({ runningCount = 0, desiredCount = 0 }) => runningCount < desiredCount);
  if (services.length === 0 || lacking !== undefined) return `tasks of ${lacking?.serviceName}`;
  const healthy = (await targetStates(clients)).filter((state) => state === 'healthy');
  const desired = services.find(({ loadBalancers = [] }) => loadBalancers.length > 0)?.desiredCount ?? 0;
  return healthy.length < desired ? 'healthy targets' : undefined;
}

async function lackingReplica(environment: FaultEnvironment): Promise<string | undefined> {
  return (await replicaStreams(environment)) ? undefined : 'a replica that streams';
}

/** LocalStack is given all that it had when it is restarted. */
async function lackingResources({ awsEndpointUrl }: FaultEnvironment): Promise<string | undefined> {
  const { held, refilling } = await controlPlaneClient(Number(new URL(awsEndpointUrl).port)).emulation();
  return refilling || held === undefined || held.digest === '' ? 'resources in LocalStack' : undefined;
}
