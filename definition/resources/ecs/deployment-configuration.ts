import { z } from 'zod';
import type { DeploymentConfiguration } from '../../model/ecs.ts';
import { rollingOnly } from '../../properties/common-reasons.ts';
import { present } from '../../properties/present.ts';
import { refused, withoutValues } from '../../properties/standing.ts';

const threshold = z
  .strictObject({
    type: z.enum(
      ['BOUNDED_PERCENT', 'COUNT', 'UNBOUNDED_PERCENT'],
      'Invalid deployment circuit breaker threshold type',
    ),
    value: z.int().min(1, 'Invalid deployment circuit breaker threshold value'),
  })
  .refine(({ type, value }) => type !== 'BOUNDED_PERCENT' || value <= 100, {
    error: 'Invalid deployment circuit breaker threshold value',
    path: ['value'],
  });

const circuitBreaker = z
  .strictObject({
    enable: z.boolean(),
    rollback: z.boolean(),
    resetOnHealthyTask: z.boolean().optional(),
    thresholdConfiguration: threshold.optional(),
  })
  .transform(({ enable, rollback, resetOnHealthyTask, thresholdConfiguration }) =>
    // A breaker that is off rolls nothing back, and reads back so.
    present({ enable, rollback: enable && rollback, resetOnHealthyTask, threshold: thresholdConfiguration }),
  );

const alarms = z.strictObject({
  alarmNames: z.array(z.string()),
  enable: z.boolean(),
  rollback: z.boolean(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export const deploymentConfiguration = z.strictObject({
  maximumPercent: z.int().min(100, 'maximumPercent must be at least 100').optional(),
  minimumHealthyPercent: z
    .int()
    .min(0, 'minimumHealthyPercent must be at least 0')
    .max(100, 'minimumHealthyPercent must be at most 100')
    .optional(),
  deploymentCircuitBreaker: circuitBreaker.optional(),
  alarms: alarms.optional(),
  strategy: withoutValues(z.literal('ROLLING').optional(), {
    BLUE_GREEN: rollingOnly,
    LINEAR: rollingOnly,
    CANARY: rollingOnly,
  }),
  bakeTimeInMinutes: withoutValues(z.literal(0).optional(), (minutes) =>
    Number(minutes) > 0 && Number(minutes) <= 1440 ? 'deployments have no bake time locally' : undefined,
  ),
  canaryConfiguration: refused(rollingOnly),
  earlySuccessCriteria: refused('locally, a deployment succeeds once all of its tasks are healthy'),
  lifecycleHooks: refused(rollingOnly),
  linearConfiguration: refused(rollingOnly),
});

/** The defaults of ECS: all tasks stay healthy, twice as many may run, no circuit breaker, no alarms. */
export const defaultDeploymentConfiguration: DeploymentConfiguration = {
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  circuitBreaker: { enable: false, rollback: false },
  alarms: { enable: false, rollback: false, alarmNames: [] },
};

/** The configuration after a request: what it does not name stays; a circuit breaker keeps its last threshold. */
export function changedDeploymentConfiguration(
  before: DeploymentConfiguration,
  input: z.output<typeof deploymentConfiguration> | undefined,
): DeploymentConfiguration {
  const { threshold: kept } = before.circuitBreaker;
  const breaker = input?.deploymentCircuitBreaker;
  return {
    minimumHealthyPercent: input?.minimumHealthyPercent ?? before.minimumHealthyPercent,
    maximumPercent: input?.maximumPercent ?? before.maximumPercent,
    circuitBreaker:
      breaker === undefined
        ? before.circuitBreaker
        : present({ ...breaker, threshold: breaker.threshold ?? kept }),
    alarms: input?.alarms ?? before.alarms,
  };
}
