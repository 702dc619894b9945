import type { LoadPlan } from '../shapes/load-plan.ts';
import type { LoadRecord } from './load-record.ts';
import type { ObservedRecord } from './observed-record.ts';

/** Everything that one load test recorded: what the verdict, the report and a comparison are made of. */
export interface RunRecord {
  readonly version: 1;
  readonly plan: LoadPlan;
  /** Such as `local` or `staging`. */
  readonly environment: string;
  /** How many times as fast metrics, alarms and cooldowns run: 1 on AWS. */
  readonly timeScale: number;
  /** From the start of k6 until after the observer's last look, in milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** How many tasks of the environment sent the load; absent where one machine did. */
  readonly workers?: number;
  readonly k6: {
    readonly version: string;
    /** `interrupted` by the user; `died` where it ended before its plan did. */
    readonly ended: 'completed' | 'interrupted' | 'died';
    /** Absent where it ended by a signal. */
    readonly exitCode?: number;
    /** What it said last of why it died. */
    readonly lastLines?: readonly string[];
  };
  readonly load: LoadRecord;
  readonly observed: ObservedRecord;
}
