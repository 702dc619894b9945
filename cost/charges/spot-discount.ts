/** By how much Fargate Spot is below Fargate, of one: AWS has no list price for it, so it has to be assumed or given. */
export interface SpotDiscount {
  /** What the bill counts. */
  readonly counted: number;
  /** The least and the most that it may be, where it is assumed. */
  readonly range?: readonly [number, number];
}

/** The range in the architecture’s cost estimate; the bill counts its lower end. AWS says “up to 70 %”. */
export const assumedSpotDiscount: SpotDiscount = { counted: 0.2, range: [0.2, 0.3] };
