/** How often an observer looks, and how much it reads; all in milliseconds. */
export interface Pace {
  /** Between looks at tasks, targets and events. */
  readonly lookEveryMs: number;
  /** Between readings of metrics and scaling while the load lasts. */
  readonly readEveryMs: number;
  /** How far back these go: the whole time would cost more and more. */
  readonly liveMs: number;
  /** How long a period of metrics really lasts. */
  readonly periodMs: number;
  /** Between readings at the end, and how long they go on at most. */
  readonly settleEveryMs: number;
  readonly longestSettleMs: number;
}

const minuteMs = 60_000;

/** CloudWatch publishes a minute up to three minutes late; a time scale shortens all of it. */
export function paceAt(timeScale: number): Pace {
  return {
    lookEveryMs: Math.max(5000 / timeScale, 1000),
    readEveryMs: Math.max(minuteMs / 2 / timeScale, 10_000),
    liveMs: Math.max((15 * minuteMs) / timeScale, minuteMs),
    periodMs: Math.max(minuteMs / timeScale, 1000),
    settleEveryMs: Math.max(minuteMs / 4 / timeScale, 1000),
    longestSettleMs: Math.max((5 * minuteMs) / timeScale, minuteMs / 2),
  };
}
