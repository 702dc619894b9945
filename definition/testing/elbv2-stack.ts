import type { JsonObject } from '../template/json-value.ts';
import { parseTemplate, type StackDefinition } from '../template/template.ts';

const certificate = 'arn:aws:acm:ap-southeast-1:000000000000:certificate/shop';
const forward = { Type: 'forward', TargetGroupArn: { Ref: 'Web' } };

/** Two load balancers with everything that a template may say of one and that has an effect locally. */
export const elbv2Resources: JsonObject = {
  Alb: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Name: 'shop',
      Scheme: 'internal',
      Tags: [{ Key: 'team', Value: 'shop' }],
      LoadBalancerAttributes: [
        { Key: 'idle_timeout.timeout_seconds', Value: '65' },
        { Key: 'client_keep_alive.seconds', Value: '120' },
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        { Key: 'routing.http.preserve_host_header.enabled', Value: 'true' },
        { Key: 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled', Value: 'true' },
        { Key: 'routing.http.xff_client_port.enabled', Value: 'true' },
        { Key: 'routing.http.xff_header_processing.mode', Value: 'append' },
        { Key: 'routing.http2.enabled', Value: 'false' },
        { Key: 'deletion_protection.enabled', Value: 'true' },
        { Key: 'access_logs.s3.enabled', Value: 'false' },
      ],
    },
  },
  Other: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'other' } },
  Https: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Alb' },
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      Certificates: [{ CertificateArn: certificate }],
      Tags: [{ Key: 'team', Value: 'shop' }],
      DefaultActions: [forward],
      ListenerAttributes: [
        { Key: 'routing.http.response.server.enabled', Value: 'false' },
        { Key: 'routing.http.request.x_amzn_tls_version.header_name', Value: 'X-Tls' },
        { Key: 'routing.http.request.x_amzn_tls_cipher_suite.header_name', Value: 'X-Cipher' },
        {
          Key: 'routing.http.response.strict_transport_security.header_value',
          Value: 'max-age=31536000; includeSubDomains',
        },
        { Key: 'routing.http.response.access_control_allow_origin.header_value', Value: '*' },
        { Key: 'routing.http.response.access_control_allow_methods.header_value', Value: 'GET' },
        { Key: 'routing.http.response.access_control_allow_headers.header_value', Value: 'X-A' },
        { Key: 'routing.http.response.access_control_allow_credentials.header_value', Value: 'true' },
        { Key: 'routing.http.response.access_control_expose_headers.header_value', Value: 'X-B' },
        { Key: 'routing.http.response.access_control_max_age.header_value', Value: '60' },
        { Key: 'routing.http.response.content_security_policy.header_value', Value: "default-src 'self'" },
        { Key: 'routing.http.response.x_content_type_options.header_value', Value: 'nosniff' },
        { Key: 'routing.http.response.x_frame_options.header_value', Value: 'DENY' },
      ],
    },
  },
  OtherHttp: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Other' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [
        {
          Type: 'redirect',
          RedirectConfig: {
            StatusCode: 'HTTP_302',
            Protocol: 'HTTPS',
            Host: 'www.#{host}',
            Port: '443',
            Path: '/new/#{path}',
            Query: 'from=#{query}',
          },
        },
      ],
    },
  },
  Second: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
    Properties: { ListenerArn: { Ref: 'Https' }, Certificates: [{ CertificateArn: `${certificate}-2` }] },
  },
  Rewritten: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: { Ref: 'Https' },
      Priority: 10,
      Tags: [{ Key: 'team', Value: 'shop' }],
      Conditions: [
        { Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/v[0-9]+/'] } },
        { Field: 'host-header', HostHeaderConfig: { RegexValues: ['^shop'] } },
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Client', RegexValues: ['^app/'] } },
      ],
      Transforms: [
        {
          Type: 'url-rewrite',
          UrlRewriteConfig: { Rewrites: [{ Regex: '^/v[0-9]+/(.*)$', Replace: '/$1' }] },
        },
        {
          Type: 'host-header-rewrite',
          HostHeaderRewriteConfig: { Rewrites: [{ Regex: '^shop', Replace: 'store' }] },
        },
      ],
      Actions: [
        {
          Type: 'forward',
          Order: 1,
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: { Ref: 'Web' }, Weight: 9 },
              { TargetGroupArn: { Ref: 'Canary' }, Weight: 1 },
            ],
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
          },
        },
      ],
    },
  },
  Compared: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: { Ref: 'Https' },
      Priority: 20,
      Conditions: [
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/a/*'] } },
        { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } },
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Kettle', Values: ['on'] } },
        { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
        { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      ],
      Actions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '404', ContentType: 'text/html', MessageBody: '<p>no</p>' },
        },
      ],
    },
  },
  Older: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: { Ref: 'Https' },
      Priority: 30,
      Conditions: [
        { Field: 'path-pattern', RegexValues: ['^/old'] },
        { Field: 'host-header', Values: ['old.example.com'] },
        { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
      ],
      Actions: [forward],
    },
  },
  Web: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: {
      Name: 'web',
      Port: 3000,
      Protocol: 'HTTP',
      TargetType: 'ip',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: '8080',
      HealthCheckPath: '/up',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: 3,
      UnhealthyThresholdCount: 4,
      Matcher: { HttpCode: '200,302' },
      Tags: [{ Key: 'team', Value: 'shop' }],
      TargetGroupAttributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
        { Key: 'slow_start.duration_seconds', Value: '60' },
        { Key: 'load_balancing.algorithm.type', Value: 'round_robin' },
        { Key: 'stickiness.enabled', Value: 'true' },
        { Key: 'stickiness.type', Value: 'app_cookie' },
        { Key: 'stickiness.app_cookie.cookie_name', Value: 'session' },
        { Key: 'stickiness.app_cookie.duration_seconds', Value: '60' },
        { Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', Value: '2' },
        {
          Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage',
          Value: '50',
        },
      ],
    },
  },
  Canary: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Name: 'canary', Port: 3000, TargetType: 'ip' },
  },
};

/** The stack of the load balancers, with other properties for some of its resources. */
export function elbv2Stack(changes: Readonly<Record<string, JsonObject>> = {}): StackDefinition {
  const template = parseTemplate({ Resources: { ...elbv2Resources, ...changes } }, 'shop-local');
  return { stackName: 'shop-local', region: 'ap-southeast-1', accountId: '000000000000', template };
}
