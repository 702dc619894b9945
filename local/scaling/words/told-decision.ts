import type { AlarmState } from '../alarms/alarm.ts';
import type { Decision } from '../decisions/decision.ts';

/** What the local control plane says of one of its own decisions. */
export interface ToldDecision extends Decision {
  readonly atMs: number;
  /** As it was then, before the decision. */
  readonly desiredCount?: number;
  readonly runningCount?: number;
  /** With the newest value of each. */
  readonly alarms?: readonly {
    readonly policyName: string;
    readonly state: AlarmState;
    readonly value?: number;
  }[];
}
