import type { ECS, Service } from '../aws/ecs-types.ts';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import type { Progress } from '../progress/progress.ts';
import { awaitServices, type ServicesWait, servicesOf } from './await-services.ts';
import { findService } from './find-services.ts';
import type { Pace } from './new-tasks/new-task.ts';
import { readCluster } from './read-cluster.ts';
import { listServiceNames } from './service-status.ts';
import type { Target } from './target.ts';
import type { HopelessWatch } from './why-failed.ts';

/** Which services are restarted, and who is told of it. */
export interface Restart extends Pick<ServicesWait, 'hints' | 'clock'> {
  readonly target: Target;
  /** By the ends of their names; none of them is all. */
  readonly names: readonly string[];
  readonly progress: Pick<Progress, 'step'>;
  readonly signal: AbortSignal;
  readonly pace?: Pace;
  readonly watchHopeless?: (revisions: Readonly<Record<string, string>>) => HopelessWatch;
}

/** A restart that has begun: each service's revision, and the deployment that replaces its tasks. */
interface Begun {
  readonly service: string;
  readonly revision: string;
  readonly deployment: string | undefined;
}

/**
 * Replaces all tasks of services by new ones of the same revisions, none of which stops before a new one serves; gives the names
 * of the services. Raises `SERVICE_UNKNOWN` before anything is begun, `NO_TASKS_TO_RESTART`, and `STORE_DOES_NOT_START` where
 * new tasks do not start: the ones from before serve on.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export async function restartServices(restart: Restart): Promise<readonly string[]> {
  const { target, names, progress, pace, watchHopeless, signal, hints, clock } = restart;
  const cluster = await readCluster(target);
  const ecs = await target.clients.ecs();
  const services = await servicesToRestart(ecs, cluster, names);
  return await progress.step('Services', async (step) => {
    const begun = await begin(ecs, cluster, services);
    const restarted = begun.map(({ service }) => service);
    const revisions = Object.fromEntries(begun.map(({ service, revision }) => [service, revision]));
    const source = await servicesOf(target, cluster, restarted, pace);
    const hopeless = watchHopeless?.(revisions);
    const counts = await awaitServices(source, {
      ...{ revisions, step, hints, signal },
      onProgress: (text, details) => step.note(text, details),
      ...(hopeless === undefined ? {} : { hopeless }),
      ...(clock === undefined ? {} : { clock }),
    });
    await assertSameDeployments(ecs, cluster, begun, hints);
    step.result(counts);
    return restarted;
  });
}

async function servicesToRestart(
  ecs: ECS,
  cluster: string,
  names: readonly string[],
): Promise<readonly Service[]> {
  const known = await listServiceNames(ecs, cluster);
  const wanted = names.length === 0 ? known : [...new Set(names.map((name) => findService(known, name)))];
  const found: Service[] = [];
  // ECS describes ten services in one call.
  for (let from = 0; from < wanted.length; from += 10) {
    const answer = await ecs.describeServices({ cluster, services: wanted.slice(from, from + 10) });
    found.push(...(answer.services ?? []));
  }
  const running = found.filter(({ status, desiredCount = 0 }) => status === 'ACTIVE' && desiredCount > 0);
  if (running.length > 0 && (names.length === 0 || running.length === found.length)) return running;
  const idle = found.flatMap((service) => (running.includes(service) ? [] : (service.serviceName ?? [])));
  const [name = 'worker'] = idle;
  throw new Failure('NO_TASKS_TO_RESTART', `No tasks are wanted of ${idle.join(', ') || 'any service'}`, {
    hint: `Set their number first: ${command('store:scale')} ${name}=1`,
  });
}

/** A restart that fails in between leaves services that have begun to ECS, which goes on with them. */
async function begin(ecs: ECS, cluster: string, services: readonly Service[]): Promise<readonly Begun[]> {
  const begun: Begun[] = [];
  for (const { serviceName: service = '' } of services) {
    const updated = await ecs.updateService({ cluster, service, forceNewDeployment: true });
    const primary = primaryOf(updated.service);
    begun.push({ service, revision: primary?.taskDefinition ?? '', deployment: primary?.id });
  }
  return begun;
}

/** A circuit breaker may have been faster than the first look: the revision is the same before and after. */
async function assertSameDeployments(
  ecs: ECS,
  cluster: string,
  begun: readonly Begun[],
  hints: Restart['hints'],
): Promise<void> {
  for (const { service, deployment } of begun) {
    const { services = [] } = await ecs.describeServices({ cluster, services: [service] });
    if (primaryOf(services[0])?.id === deployment) continue;
    throw new Failure(
      'STORE_DOES_NOT_START',
      `New tasks of the service ${service} did not start, so it still runs the earlier ones`,
      { hint: hints.failed(service) },
    );
  }
}

function primaryOf(service: Service | undefined) {
  return service?.deployments?.find(({ status }) => status === 'PRIMARY');
}
