import type { ClusterClock, ClusterState, ServiceState } from '../model/cluster-state.ts';
import { serviceNameOf } from '../model/task-group.ts';
import { clusterTime } from '../scheduler/cluster-time.ts';
import { adoptedService, type Member } from './adopted-service.ts';
import { adoptedTask } from './adopted-task.ts';
import type { FoundTask } from './found-task.ts';

/**
 * Takes tasks that run into a cluster that does not know them: its state was lost, or is older than they are. What the
 * cluster knows stays as it is; identifiers that are made from now on are none that were made before.
 */
export function adoptTasks(cluster: ClusterState, found: readonly FoundTask[], now: number): ClusterState {
  const unknown = found.filter(({ id, record }) => cluster.tasks[id] === undefined && isOf(record, cluster));
  const clock = clusterTime({ clock: latestOf(unknown, cluster.clock) }, now);
  const members = unknown
    .flatMap((one) => memberOf(one, clock.latest))
    .sort((a, b) => b.task.createdAt - a.task.createdAt);
  if (members.length === 0) return cluster;
  const records = members.map((member) => member.found.record);
  return {
    ...cluster,
    clock,
    taskDefinitions: { ...merged(records, 'taskDefinitions'), ...cluster.taskDefinitions },
    targetGroups: { ...merged(records, 'targetGroups'), ...cluster.targetGroups },
    services: { ...cluster.services, ...servicesOf(members, cluster) },
    tasks: { ...cluster.tasks, ...Object.fromEntries(members.map(({ task }) => [task.id, task])) },
    sequence: Math.max(cluster.sequence, ...records.map(({ sequence }) => sequence)),
  };
}

/** No task began later than now: if the machine's clock was set back, the cluster's clock was not. */
function latestOf(found: readonly FoundTask[], clock: ClusterClock | undefined): ClusterClock {
  const times = found.map(({ id, record }) => record.tasks[id]?.createdAt ?? 0);
  return { latest: Math.max(clock?.latest ?? 0, ...times), offsetMs: clock?.offsetMs ?? 0 };
}

/** The place of the tasks, where only they tell it. */
export function placeOf(
  found: readonly FoundTask[],
): Pick<ClusterState, 'clusterName' | 'region' | 'accountId'> | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  const { clusterName, region, accountId } = first.record;
  return { clusterName, region, accountId };
}

function isOf(record: ClusterState, cluster: ClusterState): boolean {
  return (
    record.clusterName === cluster.clusterName &&
    record.region === cluster.region &&
    record.accountId === cluster.accountId
  );
}

interface AdoptedMember extends Omit<Member, 'service'> {
  readonly service: ServiceState | undefined;
}

function memberOf(found: FoundTask, now: number): readonly AdoptedMember[] {
  const recorded = found.record.tasks[found.id];
  if (recorded === undefined) return [];
  const service = found.record.services[serviceNameOf(recorded.group) ?? ''];
  return [{ task: adoptedTask(recorded, found, now), found, service }];
}

function servicesOf(members: readonly AdoptedMember[], cluster: ClusterState): ClusterState['services'] {
  const ofServices = members.flatMap(({ service, ...member }): readonly Member[] =>
    service === undefined ? [] : [{ ...member, service }],
  );
  const byName = Map.groupBy(ofServices, ({ service }) => service.name);
  return Object.fromEntries(
    [...byName].flatMap(([name, own]) => {
      const service = adoptedService(cluster.services[name], own);
      return service === undefined ? [] : [[name, service]];
    }),
  );
}

/** That of the newest task wins. */
function merged<Part extends 'taskDefinitions' | 'targetGroups'>(
  records: readonly ClusterState[],
  part: Part,
): ClusterState[Part] {
  return Object.assign({}, ...[...records].reverse().map((record) => record[part]));
}
