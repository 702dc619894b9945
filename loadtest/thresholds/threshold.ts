/** A limit that a run has to keep, and which part of the run it is for. */
export interface Threshold {
  readonly measure: Measure;
  /** Where absent, the whole run counts. */
  readonly phase?: PhaseSelection;
  /** Together with a phase, what is in both counts. */
  readonly window?: WindowSelection;
  /** Where absent, what the measure needs (see `minimum-samples.ts`). */
  readonly minimumSamples?: number;
}

export type Measure = ErrorsMeasure | DroppedMeasure | ResponseTimeMeasure;

/** Requests that failed, or were answered with success and had the wrong content, in per cent of all requests. */
export interface ErrorsMeasure {
  readonly kind: 'errors';
  /** A step such as `browse: home`, or a journey such as `browse`; all requests where absent. */
  readonly of?: string;
  /** 0 for no errors at all. */
  readonly belowPercent: number;
}

/** Journeys that could not begin because all visitors were under way, in per cent of those that were planned. */
export interface DroppedMeasure {
  readonly kind: 'dropped';
  /** 0 for none at all. */
  readonly belowPercent: number;
}

export interface ResponseTimeMeasure {
  readonly kind: 'response-time';
  /** Which percentile: above 0 and below 100. */
  readonly percentile: number;
  /** As for errors. */
  readonly of?: string;
  readonly belowMs: number;
}

export const phases = ['before', 'during', 'after'] as const;
export type Phase = (typeof phases)[number];

export interface PhaseSelection {
  readonly name: Phase;
  /** A run in which nothing scales out passes. */
  readonly ifAny: boolean;
}

/** Milliseconds since the start of the run, as if the time scale were 1, so that one threshold fits both sides. */
export interface WindowSelection {
  readonly fromMs: number;
  /** Where absent, until the end. */
  readonly toMs?: number;
}
