import type { AwsClients } from '../../aws/clients.ts';
import { tasksOf } from '../deployments/tasks.ts';

const cluster = 'spree-local-cluster';

/** The services of the store as ECS describes them, in the order of their names. */
export async function describeServices(clients: AwsClients) {
  const ecs = await clients.ecs();
  const { serviceArns = [] } = await ecs.listServices({ cluster });
  const { services = [] } = await ecs.describeServices({ cluster, services: serviceArns });
  return services.toSorted((a, b) => (a.serviceName ?? '').localeCompare(b.serviceName ?? ''));
}

export function runningTasks(clients: AwsClients, serviceName: string | undefined) {
  return tasksOf(clients, { cluster, serviceName }, 'RUNNING');
}

/** The states of all targets of all target groups. */
export async function targetStates(clients: AwsClients): Promise<readonly (string | undefined)[]> {
  const balancing = await clients.elasticLoadBalancing();
  const { TargetGroups = [] } = await balancing.describeTargetGroups({});
  const described = await Promise.all(
    TargetGroups.map(({ TargetGroupArn }) => balancing.describeTargetHealth({ TargetGroupArn })),
  );
  return described.flatMap(({ TargetHealthDescriptions = [] }) =>
    TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State),
  );
}

/** Deploys each service anew as it is, as `aws ecs update-service --force-new-deployment` does. */
export async function deployAnew(clients: AwsClients): Promise<readonly string[]> {
  const ecs = await clients.ecs();
  const services = await describeServices(clients);
  const updated = await Promise.all(
    services.map(({ serviceName }) =>
      ecs.updateService({ cluster, service: serviceName, forceNewDeployment: true }),
    ),
  );
  return updated.map(({ service }) => service?.currentServiceDeployment ?? '');
}

/** How each of these deployments stands. */
export async function deploymentStatuses(clients: AwsClients, arns: readonly string[]) {
  const ecs = await clients.ecs();
  const found = await ecs.describeServiceDeployments({ serviceDeploymentArns: [...arns] });
  return (found.serviceDeployments ?? []).map(({ status = '' }) => status);
}
