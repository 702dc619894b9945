import { z } from 'zod';
import { deleteService as remove } from '../../../scheduler/commands/services.ts';
import { carryOut } from '../carry-out.ts';
import { operation } from '../operation.ts';
import { requireCluster, requireService } from '../references.ts';
import { serviceShape } from '../shapes/service.ts';

const input = z.object({
  cluster: z.string().optional(),
  service: z.string(),
  force: z.boolean().default(false),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
export const deleteService = operation(input, async ({ cluster, service, force }, controlPlane) => {
  const deleted = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, cluster);
    return remove(before, { service: requireService(before, service).name, force }, now);
  });
  return { service: serviceShape(deleted.service, deleted.state, true) };
});
