import { shortServiceName } from '../find-services.ts';
import { readServices, type ServiceStatus } from '../service-status.ts';
import type { Target } from '../target.ts';

/** Healthy tasks of those that are wanted, by service, such as `web 2/2 worker 1/1`. */
export async function readServicesHealth(
  target: Target,
  cluster: string,
  services: readonly string[],
): Promise<string> {
  return servicesHealth(await readServices(target, cluster, services), target.environment);
}

/** The same of services that were read. */
export function servicesHealth(services: readonly ServiceStatus[], environment: string): string {
  return services
    .filter(({ status }) => status === 'ACTIVE')
    .map((each) => `${shortServiceName(each.name, environment)} ${healthyTasks(each)}/${each.desiredCount}`)
    .toSorted()
    .join(' ');
}

/** Those that the load balancer sends requests to; of a service without one, those that run. */
function healthyTasks({ targets, runningCount }: ServiceStatus): number {
  const healthy = targets.map((states) => states.filter((state) => state === 'healthy').length);
  return Math.min(runningCount, ...healthy);
}
