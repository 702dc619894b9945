/** Whether two runs differ, or a run from several earlier ones; as it is written with `--json`. */
export interface RunComparison {
  /** `worse` where anything got worse by a size that matters, whatever else got better. */
  readonly outcome: 'worse' | 'better' | 'no-difference' | 'not-enough-data';
  readonly scenario: string;
  readonly environment: string;
  /** The earlier runs, the oldest first: one, or the nights. */
  readonly earlier: readonly RunFigures[];
  readonly later: RunFigures;
  /** The row `all` first. */
  readonly steps: readonly StepComparison[];
  /** The share of journeys that could not begin; absent where none were counted. */
  readonly dropped?: Change;
  readonly scaling: readonly ScalingComparison[];
  /** Earlier runs that were left out, steps that only one side has, and the like, in sentences. */
  readonly notes: readonly string[];
  /** Below it, a probability counts as a difference. */
  readonly significance: number;
}

export interface RunFigures {
  readonly startMs: number;
  readonly requests: number;
  readonly errors: number;
  readonly iterations: number;
  readonly droppedIterations: number;
}

export interface StepComparison {
  readonly step: string;
  readonly earlier: StepFigures;
  readonly later: StepFigures;
  readonly changes: readonly Change[];
}

/** Requests and errors of the whole run, response times of its steady parts; of several runs, the medians of theirs. */
export interface StepFigures {
  readonly requests: number;
  /** From 0 to 1. */
  readonly errorRate: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
}

export type Measure = 'p50' | 'p95' | 'error rate' | 'dropped journeys';

/** How a measure changed: its size, and how likely it is by chance. Milliseconds, or shares from 0 to 1. */
export interface Change {
  readonly measure: Measure;
  readonly earlier: number;
  readonly later: number;
  readonly difference: number;
  /** Absent where the earlier value is 0. */
  readonly ratio?: number;
  /** Of the side that has fewer. */
  readonly windows: number;
  readonly windowSeconds: number;
  /** What they are worth, as neighbouring windows resemble each other. */
  readonly independentWindows: number;
  /** How likely a difference at least this large is between runs of the same store. */
  readonly probability: number;
  /** The same, raised as all measures of all steps are tested at once: what the outcome follows from. */
  readonly adjustedProbability: number;
  /** `too-small`: it is a difference, but not of a size that matters. */
  readonly outcome: 'worse' | 'better' | 'too-small' | 'no-difference' | 'not-enough-data';
  readonly sentence: string;
}

/** What became of a service in the newest earlier run and in the later one. */
export interface ScalingComparison {
  readonly cluster: string;
  readonly service: string;
  readonly earlier: ScalingOutcome;
  readonly later: ScalingOutcome;
  /** Whether the same policies set the same counts in the same order. */
  readonly isAlike: boolean;
}

export interface ScalingOutcome {
  /** The oldest first. */
  readonly changes: readonly {
    /** Since the start of the run. */
    readonly afterMs: number;
    /** Absent where no policy set the count. */
    readonly policyName?: string;
    readonly to: number;
  }[];
  readonly mostTasks: number;
  /** The time of all running tasks together. */
  readonly taskMinutes: number;
}
