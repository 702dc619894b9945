/** What a load test shows: `failed` where any part of it failed, or had too few samples to say. */
export interface RunVerdict {
  readonly outcome: 'passed' | 'failed';
  /** Why the run as a whole cannot be judged, such as that k6 died. */
  readonly faults: readonly string[];
  readonly policies: readonly PolicyVerdict[];
  readonly findings: readonly ScalingFinding[];
  readonly thresholds: readonly ThresholdVerdict[];
}

export interface PolicyVerdict {
  readonly service: string;
  readonly policyName: string;
  /**
   * `passed`: it should have acted, and did in time. `failed`: it should have and did not, or acted without a reason.
   * `not-exercised`: the load never brought its metric there. `could-not-act`: it wanted to, and something held it.
   */
  readonly outcome: 'passed' | 'failed' | 'not-exercised' | 'could-not-act';
  /** One sentence that says why. */
  readonly sentence: string;
  /** What it should have done, by the measured metric and the code that decides. */
  readonly expected: readonly ExpectedChange[];
  /** What it did. */
  readonly observed: readonly ObservedChange[];
}

export interface ExpectedChange {
  readonly direction: 'out' | 'in';
  /** When the measured metric called for it, in milliseconds since the epoch. */
  readonly atMs: number;
  readonly value: number;
  readonly threshold: number;
}

/** Times are milliseconds since the epoch; what did not happen is absent. */
export interface ObservedChange {
  readonly direction: 'out' | 'in';
  readonly from: number;
  readonly to: number;
  /** The first breaching value of the metric before the change, and when its period began. */
  readonly breach?: { readonly atMs: number; readonly value: number };
  readonly alarmAtMs?: number;
  readonly activityAtMs: number;
  /** When as many tasks ran as it asked for. */
  readonly fulfilledAtMs?: number;
  /** When response times were again as before the breach; absent for a scale-in, too. */
  readonly recoveredAtMs?: number;
}

/** Something that went wrong with the scaling, whichever policy made it. */
export interface ScalingFinding {
  readonly service: string;
  readonly kind:
    | 'past-the-maximum'
    | 'flapped'
    | 'scaled-in-too-early'
    | 'lost-requests-while-scaling'
    | 'never-came-back';
  readonly sentence: string;
}

export interface ThresholdVerdict {
  /** Such as `p95 of browse: home during the scale-out`. */
  readonly title: string;
  readonly outcome: 'passed' | 'failed';
  /** What was measured, and the limit, in one sentence. */
  readonly sentence: string;
  readonly samples: number;
}
