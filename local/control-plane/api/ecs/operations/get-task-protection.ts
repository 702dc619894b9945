import { z } from 'zod';
import { protectionsOf } from '../../../model/task-protection.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { taskProtectionsShape } from '../shapes/task-protection.ts';

/** Assumed: at least one task is named, although the API's reference does not ask for it. */
const input = z.object({ cluster: z.string(), tasks: z.array(z.string()).min(1).max(100) });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html */
export const getTaskProtection = operation(input, ({ cluster, tasks }, controlPlane) => {
  const state = controlPlane.state();
  requireCluster(state, cluster);
  return taskProtectionsShape(protectionsOf(state, tasks));
});
