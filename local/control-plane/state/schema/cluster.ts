import { z } from 'zod';
import type { ClusterState } from '../../model/cluster-state.ts';
import { objectOf } from './object-of.ts';
import { service } from './service.ts';
import { targetGroup } from './target-group.ts';
import { task } from './task.ts';
import { registeredTaskDefinition } from './task-definition.ts';

/**
 * The cluster as the newest version of the state has it. A member that is added here needs a migration, or
 * must be optional.
 */
export const clusterSchema: z.ZodType<ClusterState> = objectOf<ClusterState>()({
  clusterName: z.string(),
  region: z.string(),
  accountId: z.string(),
  taskDefinitions: z.record(z.string(), registeredTaskDefinition),
  services: z.record(z.string(), service),
  tasks: z.record(z.string(), task),
  targetGroups: z.record(z.string(), targetGroup),
  sequence: z.int(),
  inAlarm: z.array(z.string()).exactOptional(),
  clock: z.object({ latest: z.number(), offsetMs: z.number() }).exactOptional(),
});
