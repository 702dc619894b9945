import { z } from 'zod';
import type {
  MinimumHealthyTargets,
  TargetGroup,
  TargetHealthCheck,
} from '../../../../definition/model/load-balancing.ts';
import { objectOf } from './object-of.ts';
import { textByName } from './task-definition.ts';

const protocol = z.enum(['HTTP', 'HTTPS']);

/** A target group as the state keeps it. */
export const targetGroup: z.ZodType<TargetGroup> = objectOf<TargetGroup>()({
  logicalId: z.string(),
  name: z.string(),
  arn: z.string(),
  port: z.number(),
  protocol,
  healthCheck: objectOf<TargetHealthCheck>()({
    protocol,
    port: z.string(),
    path: z.string(),
    intervalSeconds: z.number(),
    timeoutSeconds: z.number(),
    healthyThresholdCount: z.number(),
    unhealthyThresholdCount: z.number(),
    matcher: z.string(),
  }),
  deregistrationDelaySeconds: z.number(),
  slowStartSeconds: z.number(),
  algorithm: z.enum(['round_robin', 'least_outstanding_requests', 'weighted_random']),
  stickiness: objectOf<TargetGroup['stickiness']>()({
    enabled: z.boolean(),
    type: z.enum(['lb_cookie', 'app_cookie']),
    cookieDurationSeconds: z.number(),
    cookieName: z.string().exactOptional(),
  }),
  minimumHealthyTargets: objectOf<MinimumHealthyTargets>()({
    count: z.number(),
    percentage: z.number().exactOptional(),
  }),
  tags: textByName,
});
