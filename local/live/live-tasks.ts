import type { ContainerDefinition } from '../../definition/model/ecs.ts';
import type { Workload } from '../../definition/workload.ts';
import { containerLabel, roleLabel, taskLabel } from '../control-plane/tasks/task-names.ts';
import type { Engine } from '../docker/engine.ts';
import { environmentLabel } from '../environment/local-environment.ts';
import { liveCodeLabel } from './with-live-code.ts';

/** A container that runs live code. */
export interface LiveTask {
  readonly containerId: string;
  /** Such as `web/1a2b3c4d`. */
  readonly name: string;
  /** The name of its service. */
  readonly service: string;
  /** The command that says whether it serves; only where a load balancer sends it requests. */
  readonly healthCommand: readonly string[] | undefined;
}

/** What a task of the control plane is known by. */
interface KnownTask {
  readonly id: string;
  readonly group: string;
  readonly desiredStatus: string;
}

/** Where tasks of live code are found, and what is known of them. */
export interface LiveTasksSource {
  readonly engine: Pick<Engine, 'listContainers'>;
  readonly environmentName: string;
  readonly liveId: string;
  readonly workload: Pick<Workload, 'services' | 'taskDefinitions'>;
  readonly tasks: () => Promise<readonly KnownTask[]>;
}

/** The running containers of services that have the live code of this folder, without those that are to stop. */
export async function liveTasks(source: LiveTasksSource): Promise<readonly LiveTask[]> {
  const { engine, environmentName, liveId, workload } = source;
  const labels = { [environmentLabel]: environmentName, [roleLabel]: 'container', [liveCodeLabel]: liveId };
  const [containers, known] = await Promise.all([engine.listContainers(labels), source.tasks()]);
  const wanted = known.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  const groups = new Map(wanted.map(({ id, group }) => [id, group]));
  return containers
    .filter(({ state }) => state === 'running')
    .flatMap(({ id, labels: own }) => {
      const task = own[taskLabel] ?? '';
      const service = groups.get(task)?.replace(/^service:/, '');
      const defined = workload.services.find(({ name }) => name === service);
      if (service === undefined || defined === undefined) return [];
      return [
        {
          containerId: id,
          name: `${shortName(service)}/${task.slice(0, 8)}`,
          service,
          healthCommand: healthCommandOf(workload, defined, own[containerLabel]),
        },
      ];
    });
}

/** Whether a service is meant by the end of its name. */
export function isMeant(service: string, names: readonly string[] | undefined): boolean {
  return names === undefined || names.some((name) => service === name || service.endsWith(`-${name}`));
}

/** `web` for `spree-local-web`. */
function shortName(service: string): string {
  return service.replace(/^spree-local-/, '');
}

function healthCommandOf(
  workload: LiveTasksSource['workload'],
  service: Workload['services'][number],
  container: string | undefined,
): readonly string[] | undefined {
  if (service.loadBalancers.length === 0) return undefined;
  const definition = workload.taskDefinitions.find(({ logicalId }) => logicalId === service.taskDefinition);
  return execOf(definition?.containerDefinitions.find(({ name }) => name === container)?.healthCheck);
}

function execOf(check: ContainerDefinition['healthCheck']): readonly string[] | undefined {
  const [kind, ...words] = check?.command ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words.map(withItsExitCode)] : undefined;
}

/** ECS asks for 0 or 1; the exit code of curl says besides whether the application answers with an error, or not at all. */
function withItsExitCode(command: string): string {
  return command.replace(/\s*\|\|\s*exit 1\s*$/, '');
}
