import { z } from 'zod';
import type { DeploymentConfiguration } from '../../../../../definition/model/ecs.ts';
import { notOffered } from './not-offered.ts';

const circuitBreaker = z.object({
  enable: z.boolean(),
  rollback: z.boolean(),
  resetOnHealthyTask: z.boolean().exactOptional(),
  threshold: z
    .object({ type: z.enum(['BOUNDED_PERCENT', 'COUNT', 'UNBOUNDED_PERCENT']), value: z.int() })
    .exactOptional(),
});

const alarms = z.object({ alarmNames: z.array(z.string()), enable: z.boolean(), rollback: z.boolean() });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export const deploymentConfigurationInput = z.object({
  maximumPercent: z.int().optional(),
  minimumHealthyPercent: z.int().optional(),
  deploymentCircuitBreaker: circuitBreaker.optional(),
  alarms: alarms.optional(),
  strategy: z
    .string()
    .refine((strategy) => strategy === 'ROLLING', 'the local environment offers ROLLING alone')
    .optional(),
  lifecycleHooks: notOffered,
  linearConfiguration: notOffered,
  canaryConfiguration: notOffered,
});

/** What ECS takes where `CreateService` says nothing. */
export const defaultDeploymentConfiguration: DeploymentConfiguration = {
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  circuitBreaker: { enable: false, rollback: false },
  alarms: { enable: false, rollback: false, alarmNames: [] },
};

/** The configuration after a request: what it does not name stays. */
export function changedDeploymentConfiguration(
  before: DeploymentConfiguration,
  input: z.output<typeof deploymentConfigurationInput> | undefined,
): DeploymentConfiguration {
  return {
    minimumHealthyPercent: input?.minimumHealthyPercent ?? before.minimumHealthyPercent,
    maximumPercent: input?.maximumPercent ?? before.maximumPercent,
    circuitBreaker: input?.deploymentCircuitBreaker ?? before.circuitBreaker,
    alarms: input?.alarms ?? before.alarms,
  };
}
