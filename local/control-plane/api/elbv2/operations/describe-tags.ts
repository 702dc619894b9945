import { z } from 'zod';
import { operation } from '../operation.ts';

/**
 * The model of the definition keeps no tags of load balancers, so that each resource has none here.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
 */
export const describeTags = operation(
  z.object({ ResourceArns: z.array(z.string()).min(1).max(20) }),
  ({ ResourceArns }) => ({
    TagDescriptions: ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [] })),
  }),
);
