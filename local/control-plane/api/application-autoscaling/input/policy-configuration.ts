import { z } from 'zod';
import type { ScalingPolicy } from '../../../../../definition/model/scaling.ts';
import type { PolicyConfiguration, ScalingPolicyRecord } from '../../../model/scaling-state.ts';
import { AwsError } from '../../aws-error.ts';
import { invalid } from '../errors.ts';
import { type PolicyType, policyConfiguration, policyType } from '../shapes/policy-configuration.ts';
import { parseInput } from './parse-input.ts';
import type { PolicyName } from './policy-name.ts';
import { stepPolicyOf, stepScaling } from './step-scaling.ts';
import { targetTracking, trackingPolicyOf } from './target-tracking.ts';

const configuration = z.record(z.string(), z.unknown()).optional();

/** The members of a request that say what a policy is. */
export const policyMembers = {
  PolicyType: z.enum(['PredictiveScaling', 'RightSizing', 'StepScaling', 'TargetTrackingScaling']).optional(),
  StepScalingPolicyConfiguration: configuration,
  TargetTrackingScalingPolicyConfiguration: configuration,
  PredictiveScalingPolicyConfiguration: configuration,
};

const policySchema = z.object({ PolicyName: z.string(), ...policyMembers });
type Request = z.output<typeof policySchema>;

/** A policy as it is requested: what decisions are based on, and the configuration that is described. */
export interface AskedPolicy {
  readonly policy: ScalingPolicy;
  readonly given: PolicyConfiguration;
}

/**
 * What a request makes of a policy. What it omits of an existing one stays: its type, all of its configuration, and
 * of it the steps and the metric; a cooldown goes back to its default. Raises `ValidationException`.
 */
export function askedPolicy(
  request: Request,
  before: ScalingPolicyRecord | undefined,
  arn: string,
): AskedPolicy {
  const type = typeOf(request, before);
  const configurations = {
    StepScaling: request.StepScalingPolicyConfiguration,
    TargetTrackingScaling: request.TargetTrackingScalingPolicyConfiguration,
    PredictiveScaling: request.PredictiveScalingPolicyConfiguration,
  };
  const others = Object.entries(configurations).filter(([key, value]) => key !== type && value !== undefined);
  if (others.length > 0) throw invalid(singleText);
  const isSame = before !== undefined && policyType(before.policy) === type;
  const kept = isSame ? policyConfiguration(before) : undefined;
  const asked = configurations[type] ?? kept;
  if (asked === undefined) throw invalid(missingText[type]);
  const name = { logicalId: '', arn, policyName: request.PolicyName };
  return policyOf(type, name, configurations[type] === undefined ? asked : merged(type, asked, kept));
}

const singleText =
  'You must only provide a single scaling policy configuration, which must match the scaling policy type specified.';

const missingText: Readonly<Record<PolicyType, string>> = {
  StepScaling: 'StepScaling policy configuration must be specified',
  TargetTrackingScaling: 'TargetTrackingScaling policy configuration must be specified',
  PredictiveScaling: 'You must specify PredictiveScalingConfiguration.',
};

function typeOf({ PolicyType: asked }: Request, before: ScalingPolicyRecord | undefined): PolicyType {
  const known = before === undefined ? undefined : policyType(before.policy);
  const type = asked ?? known;
  if (type === undefined) throw invalid('Scaling policy type must be specified');
  if (type === 'RightSizing') {
    throw new AwsError(
      'ValidationException',
      'Policies of type RightSizing are not supported by the local environment.',
    );
  }
  if (known !== undefined && (known === 'StepScaling') !== (type === 'StepScaling')) {
    throw invalid('You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.');
  }
  return type;
}

/** What AWS keeps of a configuration that is changed. */
function merged(
  type: PolicyType,
  asked: PolicyConfiguration,
  kept: PolicyConfiguration = {},
): PolicyConfiguration {
  const metrics = ['PredefinedMetricSpecification', 'CustomizedMetricSpecification'];
  const stays: Readonly<Record<PolicyType, readonly string[]>> = {
    StepScaling: ['AdjustmentType', 'StepAdjustments'],
    TargetTrackingScaling: metrics.some((name) => asked[name] !== undefined) ? [] : metrics,
    PredictiveScaling: [],
  };
  const before = Object.entries(kept).filter(([name]) => stays[type].includes(name));
  return { ...Object.fromEntries(before), ...asked };
}

function policyOf(type: PolicyType, name: PolicyName, asked: PolicyConfiguration): AskedPolicy {
  switch (type) {
    case 'StepScaling': {
      const given = within('StepScalingPolicyConfiguration', stepScaling, asked);
      return { policy: stepPolicyOf(name, given), given };
    }
    case 'TargetTrackingScaling': {
      const given = within('TargetTrackingScalingPolicyConfiguration', targetTracking, asked);
      return { policy: trackingPolicyOf(name, given), given };
    }
    case 'PredictiveScaling':
      return { policy: { kind: 'predictive', ...name }, given: asked };
  }
}

/** Parses it as the member that it is, so that what is wrong is named with it. */
function within<Schema extends z.ZodType>(
  member: string,
  schema: Schema,
  value: PolicyConfiguration,
): z.output<Schema> {
  const parsed = parseInput(z.object({ [member]: schema }), { [member]: value });
  return schema.parse(parsed[member]);
}
