/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
export interface ScalableTarget {
  readonly logicalId: string;
  /** Such as `service/cluster/name`. */
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly policies: readonly ScalingPolicy[];
}

export interface ScalingPolicy {
  readonly logicalId: string;
  readonly name: string;
  readonly targetValue: number;
  readonly scaleInCooldownSeconds: number;
  readonly scaleOutCooldownSeconds: number;
  readonly disableScaleIn: boolean;
  readonly metric:
    | { readonly kind: 'predefined'; readonly type: string; readonly resourceLabel?: string }
    | {
        readonly kind: 'custom';
        readonly namespace: string;
        readonly metricName: string;
        readonly statistic: string;
        readonly dimensions: Readonly<Record<string, string>>;
      };
}
