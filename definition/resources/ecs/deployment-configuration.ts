import { z } from 'zod';
import type { CircuitBreaker, DeploymentConfiguration } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';
import { flag, number, texts } from '../../properties/scalars.ts';

const threshold = z.object({
  Type: z.enum(['BOUNDED_PERCENT', 'COUNT', 'UNBOUNDED_PERCENT']),
  Value: number,
});

const circuitBreaker = z.object({
  Enable: flag,
  Rollback: flag,
  ResetOnHealthyTask: flag.optional(),
  ThresholdConfiguration: threshold.optional(),
});

const alarms = z.object({ Enable: flag, Rollback: flag, AlarmNames: texts.default([]) });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-deploymentconfiguration.html */
export const deploymentConfigurationSchema = z
  .object({
    MinimumHealthyPercent: number.optional(),
    MaximumPercent: number.optional(),
    DeploymentCircuitBreaker: circuitBreaker.optional(),
    Alarms: alarms.optional(),
  })
  .default({});

/** ECS's defaults: all tasks have to stay healthy, twice as many may run, no circuit breaker, no alarms. */
export function toDeploymentConfiguration(
  properties: z.output<typeof deploymentConfigurationSchema>,
): DeploymentConfiguration {
  const { DeploymentCircuitBreaker: breaker, Alarms } = properties;
  return {
    minimumHealthyPercent: properties.MinimumHealthyPercent ?? 100,
    maximumPercent: properties.MaximumPercent ?? 200,
    circuitBreaker: breaker ? toCircuitBreaker(breaker) : { enable: false, rollback: false },
    alarms: {
      enable: Alarms?.Enable ?? false,
      rollback: Alarms?.Rollback ?? false,
      alarmNames: Alarms?.AlarmNames ?? [],
    },
  };
}

function toCircuitBreaker(properties: z.output<typeof circuitBreaker>): CircuitBreaker {
  const { ThresholdConfiguration: limit } = properties;
  return present({
    enable: properties.Enable,
    rollback: properties.Rollback,
    resetOnHealthyTask: properties.ResetOnHealthyTask,
    threshold: limit && { type: limit.Type, value: limit.Value },
  });
}
