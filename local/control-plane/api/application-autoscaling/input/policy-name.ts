import type { ScalingPolicy } from '../../../../../definition/model/scaling.ts';

/** What every policy has. */
export type PolicyName = Pick<ScalingPolicy, 'logicalId' | 'arn' | 'policyName'>;
