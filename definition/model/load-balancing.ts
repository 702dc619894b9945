/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly dnsName: string;
  readonly scheme: 'internal' | 'internet-facing';
  /** The template's attributes by ALB key, such as `idle_timeout.timeout_seconds`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly logicalId: string;
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  readonly defaultActions: readonly ListenerAction[];
  /** In the order of priority, the smallest first. */
  readonly rules: readonly ListenerRule[];
}

export interface ListenerRule {
  readonly logicalId: string;
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly ListenerAction[];
}

export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header' | 'http-request-method' | 'source-ip';
      readonly values: readonly string[];
    }
  | { readonly field: 'http-header'; readonly httpHeaderName: string; readonly values: readonly string[] }
  | {
      readonly field: 'query-string';
      readonly values: readonly { readonly key?: string; readonly value: string }[];
    };

export type ListenerAction =
  | {
      readonly type: 'forward';
      /** `targetGroup` is a logical id; weights add up to any sum. */
      readonly targetGroups: readonly { readonly targetGroup: string; readonly weight: number }[];
      readonly stickinessSeconds?: number;
    }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: string;
      readonly contentType?: string;
      readonly messageBody?: string;
    }
  | {
      readonly type: 'redirect';
      readonly statusCode: 'HTTP_301' | 'HTTP_302';
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    };

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export interface TargetGroup {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  readonly targetType: string;
  readonly healthCheck: TargetHealthCheck;
  readonly deregistrationDelaySeconds: number;
  readonly slowStartSeconds: number;
  readonly algorithm: 'round_robin' | 'least_outstanding_requests' | 'weighted_random';
  readonly stickiness: {
    readonly enabled: boolean;
    readonly type: string;
    readonly cookieDurationSeconds: number;
    readonly cookieName?: string;
  };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface TargetHealthCheck {
  readonly enabled: boolean;
  readonly protocol: string;
  /** A number, or `traffic-port`. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThresholdCount: number;
  readonly unhealthyThresholdCount: number;
  /** ALB's matcher: `200`, `200,302` or `200-299`. */
  readonly matcher: string;
}
