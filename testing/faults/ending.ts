import { containerLabel, roleLabel, taskLabel } from '../../local/control-plane/tasks/task-names.ts';
import { composeServiceLabel } from '../../local/environment/compose-labels.ts';
import { missingOrders, replicaStreams } from './database.ts';
import { containersOf, type FaultEnvironment } from './fault-environment.ts';
import { deploymentStatuses, describeServices, runningTasks, targetStates } from './services.ts';

/**
 * How a rollout left the environment, without what differs from one to the next: after one in which parts were killed
 * it equals that after one without.
 */
export async function readEnding(
  environment: FaultEnvironment,
  { deployments, orders }: { readonly deployments: readonly string[]; readonly orders: readonly string[] },
) {
  const { clients } = environment;
  const services = await describeServices(clients);
  return {
    deployments: [...new Set(await deploymentStatuses(clients, deployments))],
    services: await Promise.all(services.map((service) => endingOf(environment, service))),
    targets: await targetStates(clients),
    containers: await namesOfContainers(environment),
    replicaStreams: await replicaStreams(environment),
    ordersMissing: await missingOrders(environment, 'postgres', orders),
    ordersMissingOnReplica: await missingOrders(environment, 'postgres-replica', orders),
  };
}

export type Ending = Awaited<ReturnType<typeof readEnding>>;

async function endingOf(
  { clients }: FaultEnvironment,
  service: Awaited<ReturnType<typeof describeServices>>[number],
) {
  const { serviceName, taskDefinition, deployments = [], desiredCount, runningCount, pendingCount } = service;
  const tasks = await runningTasks(clients, serviceName);
  return {
    serviceName,
    taskDefinition,
    ...{ desiredCount, runningCount, pendingCount },
    deployments: deployments.map(({ status, rolloutState }) => `${status} ${rolloutState}`),
    tasks: tasks.map(({ startedBy, lastStatus, healthStatus }) => ({
      isOfLastDeployment: startedBy === deployments[0]?.id,
      lastStatus,
      healthStatus,
    })),
  };
}

/** `edge: running` for a server, `web container: running` for a task's. */
async function namesOfContainers(environment: FaultEnvironment): Promise<readonly string[]> {
  const all = await containersOf(environment);
  return all
    .map(({ labels, state }) => {
      const ofTask = `${labels[containerLabel] ?? 'task'} ${labels[roleLabel]}`;
      return `${labels[taskLabel] === undefined ? labels[composeServiceLabel] : ofTask}: ${state}`;
    })
    .toSorted();
}
