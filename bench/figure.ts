import type { Step } from '../progress/progress.ts';
import type { BenchEnvironment } from './environment/bench-environment.ts';
import type { Measurement } from './result/measurement.ts';

/** What a figure is measured with. */
export interface FigureContext {
  /** Absolute path of the checkout. */
  readonly checkout: string;
  /** The running store that the figures share; the first call brings it up. */
  readonly environment: () => Promise<BenchEnvironment>;
  readonly step: Step;
  readonly signal: AbortSignal;
}

/** Something that the toolkit promises, and how it is measured. */
export interface Figure {
  /** As an argument of `pnpm bench`. */
  readonly name: string;
  /** The figure as a person reads it. */
  readonly about: string;
  readonly measure: (context: FigureContext) => Promise<readonly Measurement[]>;
}
