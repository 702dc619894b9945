import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '../../../definition/model/scaling.ts';
import type { AlarmState } from '../../scaling/alarms/alarm.ts';
import type { Decision } from '../../scaling/decisions/decision.ts';
import type { Activity } from '../../scaling/targets/activity.ts';
import type { ScalableTargetState } from '../../scaling/targets/scalable-target.ts';

/** All that Application Auto Scaling knows, as a part of the state on disk. Times are milliseconds since the epoch. */
export interface ScalingState {
  /** By resource id, such as `service/CLUSTER/SERVICE`. */
  readonly targets: Readonly<Record<string, ScalableTargetRecord>>;
  /** Activities of targets that are not registered any more, by resource id; the newest first. */
  readonly formerActivities?: Readonly<Record<string, readonly Activity[]>>;
}

/** A scalable target, with its policies and its scheduled actions. */
export interface ScalableTargetRecord {
  readonly state: ScalableTargetState;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Present when a template made it: the template's own values as last applied. */
  readonly template?: Pick<
    ScalableTarget,
    'logicalId' | 'minCapacity' | 'maxCapacity' | 'suspended' | 'tags'
  >;
  /** By name. */
  readonly policies: Readonly<Record<string, ScalingPolicyRecord>>;
  /** By name, in the order in which they were made. */
  readonly scheduledActions: Readonly<Record<string, ScheduledActionRecord>>;
  /** The newest first, at most 100: one for each change of what the policies got as an answer. */
  readonly decisions: readonly DecisionRecord[];
}

/** Who made something, and may change it: a release of the template, or whoever called the API. */
export type ScalingOwner = 'template' | 'api';

/** A scaling policy as the API and the template know it. */
export interface ScalingPolicyRecord {
  /** The logical id is empty where the API made it. */
  readonly policy: ScalingPolicy;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly owner: ScalingOwner;
  /** Of target tracking: by which its alarms name their action, `ARN:createdBy/UUID`. It outlives the alarms. */
  readonly creatorId: string;
  /** Names of the alarms that were made for it: of target tracking the high one, and the low one if it may scale in. */
  readonly alarmNames: readonly string[];
  /** Its configuration as the API was given it, which is what it shows; absent where a template made it. */
  readonly given?: PolicyConfiguration;
}

/** A configuration in the API's own form. */
export type PolicyConfiguration = Readonly<Record<string, unknown>>;

export interface ScheduledActionRecord {
  readonly action: ScheduledAction;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly owner: ScalingOwner;
  /** Its times until then have passed: it is due at the first one after it. */
  readonly dueAfterMs: number;
  readonly lastRunMs?: number;
}

/** What the policies of a target got as an answer, and what they went by, from this time until the next record. */
export interface DecisionRecord {
  readonly atMs: number;
  readonly runningCount: number;
  readonly desiredCount: number;
  readonly isDeploying: boolean;
  readonly decision: Decision;
  readonly alarms: readonly {
    readonly alarmName: string;
    readonly policyName: string;
    readonly state: AlarmState;
    readonly value?: number;
  }[];
}

/** Before anything was registered. */
export const noScaling: ScalingState = { targets: {} };
