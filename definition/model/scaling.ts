/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
export interface ScalableTarget {
  readonly logicalId: string;
  /** Such as `service/cluster/name`. */
  readonly resourceId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}
