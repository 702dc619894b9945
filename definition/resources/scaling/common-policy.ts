import type { ScalingPolicy } from '../../model/scaling.ts';

/** What policies of every kind have. */
export type CommonPolicy = Pick<ScalingPolicy, 'logicalId' | 'arn' | 'policyName'>;
