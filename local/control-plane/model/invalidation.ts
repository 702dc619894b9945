/** An invalidation of the edge's cache, which was done at once. */
export interface Invalidation {
  readonly id: string;
  /** CloudFront's id of the distribution. */
  readonly distributionId: string;
  readonly callerReference: string;
  readonly paths: readonly string[];
  /** Milliseconds of the epoch. */
  readonly createdAt: number;
}
