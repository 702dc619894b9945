import type { LoadPlan, LoadStage } from './load-plan.ts';

export interface ShapeOptions {
  /** Journeys that begin in a second when most do. */
  readonly ratePerSecond: number;
  /** How long the whole test takes; the shape's own duration where it is absent. */
  readonly durationMs?: number;
  /** How many times as fast metrics, alarms and cooldowns run: 1 on AWS. */
  readonly timeScale: number;
}

/** How the number of visitors changes over a load test. */
export interface LoadShape {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly about: string;
  /** Raises `BAD_ARGUMENT` for a rate, a duration or a time scale that a load test cannot have. */
  readonly plan: (options: ShapeOptions) => LoadPlan;
}

/** A part of a shape: how long it lasts beside the others, and the part of the rate that it changes to. */
export interface ShapePart {
  readonly durationMs: number;
  readonly share: number;
}

/** Stages of whole milliseconds that fill the duration together, each as long beside the others as its part says. */
export function fillDuration(
  parts: readonly ShapePart[],
  ratePerSecond: number,
  totalMs: number,
): readonly LoadStage[] {
  const wholeMs = sum(parts.map(({ durationMs }) => durationMs));
  const endsMs = parts.map((_, index) =>
    Math.round((sum(parts.slice(0, index + 1).map(({ durationMs }) => durationMs)) / wholeMs) * totalMs),
  );
  return parts.map(({ share }, index) => ({
    durationMs: (endsMs[index] ?? 0) - (endsMs[index - 1] ?? 0),
    ratePerSecond: wholeThousandths(ratePerSecond * share),
  }));
}

/** Rates are whole thousandths, so that each journey's part of them is a whole number in a longer unit of time. */
export function wholeThousandths(ratePerSecond: number): number {
  return Math.max(Math.round(ratePerSecond * 1000), 1) / 1000;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
