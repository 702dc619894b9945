/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly dnsName: string;
  readonly scheme: 'internal' | 'internet-facing';
  readonly attributes: LoadBalancerAttributes;
  readonly listeners: readonly Listener[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The attributes that take effect, under ELB's keys, with its defaults for those that the template does not
 * set.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export interface LoadBalancerAttributes {
  readonly 'idle_timeout.timeout_seconds': number;
  readonly 'client_keep_alive.seconds': number;
  readonly 'routing.http.drop_invalid_header_fields.enabled': boolean;
  readonly 'routing.http.preserve_host_header.enabled': boolean;
  readonly 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': boolean;
  readonly 'routing.http.xff_client_port.enabled': boolean;
  readonly 'routing.http.xff_header_processing.mode': 'append' | 'preserve' | 'remove';
  readonly 'routing.http2.enabled': boolean;
}

export interface Listener {
  readonly logicalId: string;
  readonly arn: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  /** Of an HTTPS listener alone. */
  readonly sslPolicy?: string;
  /** ARNs of the certificates, the default one first. */
  readonly certificates: readonly string[];
  readonly attributes: ListenerAttributes;
  readonly defaultActions: readonly ListenerAction[];
  /** In the order of priority, the smallest first. */
  readonly rules: readonly ListenerRule[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The attributes that act, under ELB's own keys. A response header without a value is not added.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html
 */
export interface ListenerAttributes {
  readonly 'routing.http.response.server.enabled': boolean;
  readonly 'routing.http.request.x_amzn_tls_version.header_name': string;
  readonly 'routing.http.request.x_amzn_tls_cipher_suite.header_name': string;
  readonly 'routing.http.response.strict_transport_security.header_value': string;
  readonly 'routing.http.response.access_control_allow_origin.header_value': string;
  readonly 'routing.http.response.access_control_allow_methods.header_value': string;
  readonly 'routing.http.response.access_control_allow_headers.header_value': string;
  readonly 'routing.http.response.access_control_allow_credentials.header_value': string;
  readonly 'routing.http.response.access_control_expose_headers.header_value': string;
  readonly 'routing.http.response.access_control_max_age.header_value': string;
  readonly 'routing.http.response.content_security_policy.header_value': string;
  readonly 'routing.http.response.x_content_type_options.header_value': string;
  readonly 'routing.http.response.x_frame_options.header_value': string;
}

export interface ListenerRule {
  readonly logicalId: string;
  readonly arn: string;
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly transforms: readonly RuleTransform[];
  readonly actions: readonly ListenerAction[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A rewrite of what is forwarded. `replace` names groups of the expression as `$1` to `$9`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export interface RuleTransform {
  readonly type: 'url-rewrite' | 'host-header-rewrite';
  readonly regex: string;
  readonly replace: string;
}

/** Where a condition has regular expressions it has no other values. */
export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header';
      readonly values: readonly string[];
      readonly regexValues?: readonly string[];
    }
  | { readonly field: 'http-request-method' | 'source-ip'; readonly values: readonly string[] }
  | {
      readonly field: 'http-header';
      readonly httpHeaderName: string;
      readonly values: readonly string[];
      readonly regexValues?: readonly string[];
    }
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
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly healthCheck: TargetHealthCheck;
  readonly deregistrationDelaySeconds: number;
  readonly slowStartSeconds: number;
  readonly algorithm: 'round_robin' | 'least_outstanding_requests' | 'weighted_random';
  readonly stickiness: {
    readonly enabled: boolean;
    readonly type: 'lb_cookie' | 'app_cookie';
    readonly cookieDurationSeconds: number;
    readonly cookieName?: string;
  };
  readonly minimumHealthyTargets: MinimumHealthyTargets;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * With fewer healthy targets than this, the unhealthy ones get requests as well.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html
 */
export interface MinimumHealthyTargets {
  readonly count: number;
  /** Of the registered targets; undefined if it is off. */
  readonly percentage?: number;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface TargetHealthCheck {
  readonly protocol: 'HTTP' | 'HTTPS';
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
