import { z } from 'zod';

/**
 * The metrics of a service that are published more often than every minute.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-servicemonitoring.html
 */
export const serviceMonitoring = z.strictObject({
  metricConfigurations: z.array(
    z.strictObject({
      metricNames: z.array(z.enum(['CPUUtilization', 'MemoryUtilization'])),
      resolutionSeconds: z.int().pipe(z.literal([20, 60])),
    }),
  ),
});
