import { z } from 'zod';
import { updateTaskProtection as update } from '../../../scheduler/commands/task-protection.ts';
import { carryOut } from '../carry-out.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { taskProtectionsShape } from '../shapes/task-protection.ts';

const input = z.object({
  cluster: z.string(),
  tasks: z.array(z.string()).min(1).max(10),
  protectionEnabled: z.boolean(),
  expiresInMinutes: z.int().exactOptional(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html */
export const updateTaskProtection = operation(input, async ({ cluster, ...change }, controlPlane) => {
  const updated = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, cluster);
    return update(before, change, now);
  });
  return taskProtectionsShape(updated);
});
