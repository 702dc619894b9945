import { z } from 'zod';
import { stopServiceDeployment as stop } from '../../../scheduler/commands/service-deployments.ts';
import { carryOut } from '../carry-out.ts';
import { operation } from '../operation.ts';

const input = z.object({
  serviceDeploymentArn: z.string(),
  stopType: z
    .string()
    .refine((type) => type === 'ROLLBACK', 'the local environment supports ROLLBACK only')
    .default('ROLLBACK'),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html */
export const stopServiceDeployment = operation(input, async ({ serviceDeploymentArn }, controlPlane) => {
  await carryOut(controlPlane, (before, now) => stop(before, { serviceDeploymentArn }, now));
  return { serviceDeploymentArn };
});
