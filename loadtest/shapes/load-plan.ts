/** What visitors do: each is a file in `loadtest/journeys`. */
export const journeyNames = ['browse', 'search', 'cart', 'checkout', 'admin'] as const;
export type JourneyName = (typeof journeyNames)[number];

/** The rate changes evenly to `ratePerSecond` within the duration. */
export interface LoadStage {
  readonly durationMs: number;
  /** Journeys that begin in a second, of all kinds together. */
  readonly ratePerSecond: number;
}

/** How many visitors come, and for what: an open model, in which a slow store does not slow the load down. */
export interface LoadPlan {
  /** The name of the shape. */
  readonly scenario: string;
  readonly startRatePerSecond: number;
  readonly stages: readonly LoadStage[];
  /** Which part of the visitors makes which journey; the parts add up to 1. */
  readonly mix: Readonly<Record<JourneyName, number>>;
  /** Visitors that k6 may have under way at a time. */
  readonly mostVisitors: number;
}
