import { z } from 'zod';
import type { ClusterState, ServiceState, TaskState } from '../../model/cluster-state.ts';
import { countTasks } from '../../model/task-counts.ts';
import { serviceGroup } from '../../model/task-group.ts';

/** What `GET /_parity/status` answers; times are milliseconds since the epoch. */
export const parityStatusSchema = z.object({
  cluster: z.string(),
  /** Null until a definition was released. */
  workloadDigest: z.string().nullable(),
  /** How many times as fast metrics, alarms and scaling run. */
  timeScale: z.number().default(1),
  /** The longest grace period of health checks; null where it is as the definition says. */
  longestGraceSeconds: z.number().nullable().default(null),
  services: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      desiredCount: z.number(),
      runningCount: z.number(),
      pendingCount: z.number(),
      taskDefinition: z.string().nullable(),
      deploymentId: z.string().nullable().default(null),
      rolloutState: z.string().nullable(),
      rolloutStateReason: z.string().nullable(),
      lastEvent: z.string().nullable(),
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      taskDefinition: z.string(),
      /** Of the service's deployment that started it; null for a task of no service. */
      deploymentId: z.string().nullable().default(null),
      lastStatus: z.string(),
      desiredStatus: z.string(),
      stoppedReason: z.string().nullable(),
      createdAt: z.number(),
      privateIp: z.string().nullable(),
      containers: z.array(
        z.object({
          name: z.string(),
          lastStatus: z.string(),
          healthStatus: z.string(),
          exitCode: z.number().nullable(),
          reason: z.string().nullable(),
        }),
      ),
      targets: z.array(
        z.object({
          targetGroup: z.string(),
          port: z.number(),
          state: z.string(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  ),
});

/** @see parityStatusSchema */
export type ParityStatus = z.infer<typeof parityStatusSchema>;

/** What the status tells besides the state. */
interface StatusOfRun {
  readonly workloadDigest: string | undefined;
  readonly timeScale: number;
  readonly longestGraceSeconds?: number | undefined;
}

/** The state of the cluster for a person's eyes: `local:status` prints it. */
export function parityStatus(
  state: ClusterState,
  { workloadDigest, timeScale, longestGraceSeconds }: StatusOfRun,
): ParityStatus {
  const tasks = Object.values(state.tasks);
  return {
    cluster: state.clusterName,
    workloadDigest: workloadDigest ?? null,
    timeScale,
    longestGraceSeconds: longestGraceSeconds ?? null,
    services: Object.values(state.services).map((service) => serviceStatus(service, tasks)),
    tasks: tasks.map(taskStatus),
  };
}

function serviceStatus(service: ServiceState, tasks: readonly TaskState[]): ParityStatus['services'][number] {
  const primary = service.deployments[0];
  return {
    name: service.name,
    status: service.status,
    desiredCount: service.desiredCount,
    ...countTasks(tasks.filter((task) => task.group === serviceGroup(service.name))),
    taskDefinition: primary?.taskDefinition ?? null,
    deploymentId: primary?.id ?? null,
    rolloutState: primary?.rolloutState ?? null,
    rolloutStateReason: primary?.rolloutStateReason ?? null,
    lastEvent: service.events[0]?.message ?? null,
  };
}

function taskStatus(task: TaskState): ParityStatus['tasks'][number] {
  return {
    id: task.id,
    group: task.group,
    taskDefinition: task.taskDefinition,
    deploymentId: task.deploymentId ?? null,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    stoppedReason: task.stoppedReason ?? null,
    createdAt: task.createdAt,
    privateIp: task.privateIp ?? null,
    containers: task.containers.map((container) => ({
      name: container.name,
      lastStatus: container.lastStatus,
      healthStatus: container.healthStatus,
      exitCode: container.exitCode ?? null,
      reason: container.reason ?? null,
    })),
    targets: task.targets.map((target) => ({
      targetGroup: target.targetGroup,
      port: target.port,
      state: target.state,
      reason: target.description ?? target.reason ?? null,
    })),
  };
}
