/** The colours of curves, each of which has one value on a light page and another one on a dark page. */
export const curveColours = ['blue', 'orange', 'grey', 'green', 'red'] as const;

/** A curve with a value for each step of its group; undefined where there is none. */
export interface Curve {
  readonly name: string;
  readonly colour: (typeof curveColours)[number];
  readonly values: readonly (number | undefined)[];
  readonly isDashed?: boolean;
}

/** Curves with one unit. */
export interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  /** Counts and states hold until they change: they are drawn as steps. */
  readonly isStepped?: boolean;
  /** The axis of the values reaches this value even if no curve does. */
  readonly least?: number;
  /** Names of states, the lowest first. The values are indexes into it, and each curve has a row of its own. */
  readonly states?: readonly string[];
}

/** A line across all plots of a group at a time, with a short label such as a number of a table. */
export interface PlotMark {
  readonly atMs: number;
  readonly label: string;
}

/** Plots below each other, of the same times: what the pointer is on in one of them is shown in all. */
export interface PlotGroup {
  /** When the first step begins, in milliseconds since the epoch. */
  readonly startMs: number;
  readonly stepMs: number;
  readonly plots: readonly Plot[];
  readonly marks?: readonly PlotMark[];
  /** What the plots are drawn over instead of time, such as a load: a value for each step, the lowest first. */
  readonly axis?: { readonly label: string; readonly values: readonly number[] };
}
