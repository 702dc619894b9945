/** Why a policy did not change the number of tasks. */
export type Reason =
  /** Its alarms are OK. */
  | { readonly code: 'WithinThresholds' }
  /** An alarm has not enough data: that of one direction, or all that the policy has where none is named. */
  | { readonly code: 'InsufficientData'; readonly alarm?: 'high' | 'low' | 'only' }
  /** No alarm has the policy as its action. */
  | { readonly code: 'NoAlarm' }
  /** Its alarm is in ALARM, and its actions are disabled. */
  | { readonly code: 'ActionsDisabled'; readonly alarmName: string }
  /** Its alarm is in ALARM, but has no value, or was not evaluated just now. */
  | { readonly code: 'AwaitsEvaluation'; readonly direction: 'out' | 'in' }
  /** No step is for the value. */
  | { readonly code: 'NoMatchingStep'; readonly value: number }
  | { readonly code: 'AlreadyAtMaxCapacity'; readonly maxCapacity: number }
  | { readonly code: 'AlreadyAtMinCapacity'; readonly minCapacity: number }
  | { readonly code: 'AlreadyAtDesiredCapacity'; readonly currentCapacity: number }
  /**
   * One task fewer would bring the metric to `valueWithout`, above its target. Assumed: this is the reason whenever that is so,
   * even if the policy proposes as many tasks as there are.
   */
  | {
      readonly code: 'AutoScalingAnticipatedFlapping';
      readonly value: number;
      readonly valueWithout: number;
      readonly targetValue: number;
    }
  /** Until when is not known while the last change is not fulfilled. */
  | { readonly code: 'InCooldown'; readonly direction: 'out' | 'in'; readonly untilMs?: number }
  /** ECS takes no scale-in during a deployment. Assumed: that this is the code for it. */
  | { readonly code: 'TargetServicePutResourceAsUnscalable' }
  | { readonly code: 'Suspended'; readonly direction: 'out' | 'in' }
  /**
   * These policies do not agree to scale in: none of them has asked for it. Assumed: one that waits in its scale-out
   * cooldown does not agree.
   */
  | { readonly code: 'Vetoed'; readonly by: readonly string[] }
  /** These policies agree to scale in, but wait: for the end of their cooldowns, or for new values. */
  | { readonly code: 'AwaitsOtherPolicies'; readonly policyNames: readonly string[] }
  /** Another policy asked for more tasks. */
  | { readonly code: 'OtherPolicyActed'; readonly policyName: string };

/** What became of a policy at a decision. */
export interface Verdict {
  readonly policyName: string;
  /** Tasks that it asked for, before bounds; undefined where it asked for nothing. */
  readonly asked?: number;
  /** Absent for the policy that acted. */
  readonly reason?: Reason;
}

export interface Change {
  readonly direction: 'out' | 'in';
  readonly policyName: string;
  /** The desired count that is to be set. */
  readonly capacity: number;
}

/** What is to be done, and why of each policy. */
export interface Decision {
  readonly change?: Change;
  readonly verdicts: readonly Verdict[];
}
