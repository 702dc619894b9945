import { describe, expect, test } from 'vitest';
import { resolveTemplate } from '../../resolution/resolve-template.ts';
import type { JsonObject, JsonValue } from '../../template/json-value.ts';
import { elbv2Resources, elbv2Stack } from '../../testing/elbv2-stack.ts';
import { readLoadBalancers } from './load-balancer.ts';
import { readTargetGroups } from './target-group.ts';

const elb = 'AWS::ElasticLoadBalancingV2::';

function read(changes: Readonly<Record<string, JsonObject>> = {}) {
  const values = (id: string, attribute: string) => (attribute === 'Ref' ? id : `${id}/${attribute}`);
  const template = resolveTemplate(elbv2Stack(changes), values);
  return { loadBalancers: readLoadBalancers(template), targetGroups: readTargetGroups(template) };
}

/** A resource of the stack with other properties. */
function changed(logicalId: string, properties: JsonObject): Record<string, JsonObject> {
  const resource = elbv2Resources[logicalId];
  const { Type = '', Properties = {} } = isObject(resource) ? resource : {};
  return {
    [logicalId]: { Type, Properties: { ...(isObject(Properties) ? Properties : {}), ...properties } },
  };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const attribute = (Key: string, Value: string) => [{ Key, Value }];
const path = { Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } };
const rewrite = (Regex: string, Replace: string, Type = 'url-rewrite') => ({
  Type,
  [Type === 'url-rewrite' ? 'UrlRewriteConfig' : 'HostHeaderRewriteConfig']: {
    Rewrites: [{ Regex, Replace }],
  },
});
const redirect = (config: JsonObject) => [
  { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', ...config } },
];
const answer = (config: JsonObject) => [{ Type: 'fixed-response', FixedResponseConfig: config }];
const forwardTo = (config: JsonObject) => [{ Type: 'forward', ForwardConfig: config }];
const regex = (value: string) => [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: [value] } }];
const values = (count: number, value = 'x') =>
  Array.from({ length: count }, (_, index) => `/${value}${index}`);

test('a rule has the ARN that its Ref gives', () => {
  const rules = read().loadBalancers[0]?.listeners[0]?.rules;
  expect(rules?.map(({ arn, priority }) => [arn, priority])).toEqual([
    ['Rewritten', 10],
    ['Compared', 20],
    ['Older', 30],
  ]);
});

test('further certificates stand behind the listener’s own', () => {
  const certificates = read().loadBalancers[0]?.listeners[0]?.certificates;
  expect(certificates?.map((arn) => arn.split('/')[1])).toEqual(['shop', 'shop-2']);
});

test('without attributes a listener and a load balancer have those of ELB', () => {
  const [, other] = read().loadBalancers;
  expect(other?.attributes['client_keep_alive.seconds']).toBe(3600);
  expect(other?.listeners[0]?.attributes['routing.http.response.server.enabled']).toBe(true);
});

describe('what ELB refuses is refused, with the property and what is legal', () => {
  test.each<[string, string, JsonObject, string]>([
    [
      'a name of a load balancer',
      'Alb',
      { Name: 'internal-shop' },
      'Name is "internal-shop": names that begin with internal-',
    ],
    ['a long name', 'Alb', { Name: 'x'.repeat(33) }, 'up to 32 letters, digits and hyphens'],
    ['a name with a dot', 'Web', { Name: 'web.shop' }, 'Name is "web.shop"'],
    [
      'subnets in two ways',
      'Alb',
      { Subnets: ['a', 'b'], SubnetMappings: [{ SubnetId: 'a' }, { SubnetId: 'b' }] },
      'a load balancer has subnets or subnet mappings, not both',
    ],
    [
      'an idle timeout',
      'Alb',
      { LoadBalancerAttributes: attribute('idle_timeout.timeout_seconds', '4001') },
      'idle_timeout.timeout_seconds is "4001": expected a whole number from 1 to 4000',
    ],
    [
      'a mode of desync mitigation',
      'Alb',
      { LoadBalancerAttributes: attribute('routing.http.desync_mitigation_mode', 'lax') },
      'desync_mitigation_mode is "lax"',
    ],
    [
      'access logs without a bucket',
      'Alb',
      { LoadBalancerAttributes: attribute('access_logs.s3.enabled', 'true') },
      'access_logs.s3.bucket is missing: a bucket is required',
    ],
    ['a port', 'Https', { Port: 70_000 }, 'Port is 70000: expected a whole number from 1 to 65535'],
    [
      'HTTPS without a certificate',
      'Https',
      { Certificates: [] },
      'an HTTPS listener has exactly one certificate',
    ],
    ['HTTP with a policy', 'OtherHttp', { SslPolicy: 'ELBSecurityPolicy-2016-08' }, 'has no security policy'],
    ['an unknown policy', 'Https', { SslPolicy: 'mine' }, 'ELB has no such security policy'],
    ['no default action', 'Https', { DefaultActions: [] }, 'DefaultActions is []'],
    [
      'a port twice',
      'OtherHttp',
      { LoadBalancerArn: { Ref: 'Alb' }, Port: 443 },
      'Port is 443: Https already has it',
    ],
    [
      'a target group of two load balancers',
      'OtherHttp',
      { DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Web' } }] },
      'Web is a target group of another load balancer',
    ],
    ['a priority', 'Compared', { Priority: 0 }, 'Priority is 0: expected a whole number from 1 to 50000'],
    ['a priority twice', 'Compared', { Priority: 10 }, 'Priority is 10: Rewritten already has it'],
    ['no condition', 'Compared', { Conditions: [] }, 'a rule needs a condition'],
    [
      'six values',
      'Compared',
      { Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: values(6) } }] },
      'at most 5 values',
    ],
    [
      'seven wildcards',
      'Compared',
      { Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*/*/*/*', '/?/?/?'] } }] },
      'at most 6 wildcards',
    ],
    ['a condition twice', 'Compared', { Conditions: [path, path] }, 'at most one condition on path-pattern'],
    [
      'values and expressions',
      'Compared',
      { Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a'], RegexValues: ['b'] } }] },
      'values or regular expressions, not both',
    ],
    [
      'the configuration of another field',
      'Compared',
      { Conditions: [{ ...path, Field: 'host-header' }] },
      'Conditions.0.PathPatternConfig is',
    ],
    ['a condition without values', 'Compared', { Conditions: [{ Field: 'query-string' }] }, 'needs values'],
    [
      'a host without a dot',
      'Compared',
      { Conditions: [{ Field: 'host-header', Values: ['shop'] }] },
      'Conditions.0.Values.0 is "shop": expected at least one dot',
    ],
    [
      'a condition on the header Host',
      'Compared',
      { Conditions: [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['a'] } }] },
      'use a condition on host-header',
    ],
    [
      'an address that is no block',
      'Compared',
      { Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.1'] } }] },
      'expected a CIDR block',
    ],
    ['a lookahead', 'Compared', { Conditions: regex('^/(?!admin)') }, 'ELB does not support lookaheads'],
    ['a lookbehind', 'Compared', { Conditions: regex('(?<=a)b') }, 'ELB does not support lookbehinds'],
    ['a backreference', 'Compared', { Conditions: regex('(a)\\1') }, 'ELB does not support backreferences'],
    [
      'a possessive quantifier',
      'Compared',
      { Conditions: regex('a*+') },
      'does not support possessive quantifiers',
    ],
    ['an atomic group', 'Compared', { Conditions: regex('(?>a)') }, 'ELB does not support atomic groups'],
    ['recursion', 'Compared', { Conditions: regex('a(?R)?') }, 'does not support subroutines and recursion'],
    ['a Unicode class', 'Compared', { Conditions: regex('\\p{L}') }, 'support Unicode character classes'],
    ['an open bracket', 'Compared', { Conditions: regex('[a') }, 'it is not a regular expression'],
    [
      'an expression of 129',
      'Compared',
      { Conditions: regex('a'.repeat(129)) },
      'expected 1 to 128 characters',
    ],
    [
      'two transforms of a type',
      'Rewritten',
      { Transforms: [rewrite('a', 'b'), rewrite('c', 'd')] },
      'at most one transform of each type',
    ],
    ['a group that is not there', 'Rewritten', { Transforms: [rewrite('(a)', '$2')] }, 'has no group $2'],
    [
      'two rewrites',
      'Rewritten',
      {
        Transforms: [
          {
            Type: 'url-rewrite',
            UrlRewriteConfig: {
              Rewrites: [
                { Regex: 'a', Replace: 'b' },
                { Regex: 'c', Replace: 'd' },
              ],
            },
          },
        ],
      },
      'exactly one rewrite',
    ],
    [
      'a transform without its rewrite',
      'Rewritten',
      { Transforms: [{ Type: 'url-rewrite' }] },
      'UrlRewriteConfig is missing',
    ],
    [
      'a status',
      'Compared',
      { Actions: answer({ StatusCode: '302' }) },
      'expected a code of 2XX, 4XX or 5XX',
    ],
    [
      'a long body',
      'Compared',
      { Actions: answer({ StatusCode: '200', MessageBody: 'x'.repeat(1025) }) },
      'expected up to 1024 characters',
    ],
    [
      'a type of content',
      'Compared',
      { Actions: answer({ StatusCode: '200', ContentType: 'text/xml' }) },
      'ContentType is "text/xml"',
    ],
    ['a redirect to the same place', 'Compared', { Actions: redirect({ Query: 'a=b' }) }, 'or it would loop'],
    [
      'the same place in words',
      'Compared',
      { Actions: redirect({ Protocol: 'HTTPS', Port: '443' }) },
      'or it would loop',
    ],
    [
      'a redirect to HTTP',
      'Compared',
      { Actions: redirect({ Protocol: 'HTTP' }) },
      'cannot redirect to HTTP',
    ],
    [
      'an unknown keyword',
      'Compared',
      { Actions: redirect({ Host: '#{hostname}' }) },
      'RedirectConfig.Host is "#{hostname}": its keywords are #{host}',
    ],
    [
      'a keyword that is not closed',
      'Compared',
      { Actions: redirect({ Path: '/#{path' }) },
      'its keywords are #{host}, #{path}, #{port}',
    ],
    [
      'a keyword of another component',
      'Compared',
      { Actions: redirect({ Path: '/#{query}' }) },
      'Path is "/#{query}": its keywords are',
    ],
    ['a protocol', 'Compared', { Actions: redirect({ Protocol: 'https' }) }, 'Protocol is "https"'],
    [
      'a status of a redirect',
      'Compared',
      { Actions: redirect({ StatusCode: 'HTTP_307' }) },
      'is "HTTP_307"',
    ],
    ['no action', 'Compared', { Actions: [] }, 'a rule needs an action'],
    [
      'a target group twice',
      'Rewritten',
      {
        Actions: forwardTo({
          TargetGroups: [{ TargetGroupArn: { Ref: 'Web' } }, { TargetGroupArn: { Ref: 'Web' } }],
        }),
      },
      'ForwardConfig.TargetGroups.1.TargetGroupArn is',
    ],
    [
      'an attribute twice',
      'Web',
      {
        TargetGroupAttributes: [
          ...attribute('stickiness.enabled', 'true'),
          ...attribute('stickiness.enabled', 'false'),
        ],
      },
      'TargetGroupAttributes.1.Key is "stickiness.enabled": another one already has it',
    ],
    [
      'a tag twice',
      'Web',
      { Tags: [...attribute('team', 'a'), ...attribute('team', 'b')] },
      'Tags.1.Key is "team": another one already has it',
    ],
    ['one subnet', 'Alb', { Subnets: ['subnet-1'] }, 'Subnets is ["subnet-1"]: at least two subnets'],
    ['a subnet twice', 'Alb', { Subnets: ['subnet-1', 'subnet-1'] }, 'at least two subnets'],
    ['a scheme', 'Alb', { Scheme: 'public' }, 'Scheme is "public"'],
    ['a type of addresses', 'Alb', { IpAddressType: 'ipv6' }, 'IpAddressType is "ipv6"'],
    ['a path without a slash', 'Compared', { Actions: redirect({ Path: 'new' }) }, 'Path is "new"'],
    [
      'two actions that end a request',
      'Compared',
      { Actions: [...answer({ StatusCode: '200' }), ...answer({ StatusCode: '404' })] },
      'only one forward, redirect or fixed-response',
    ],
    [
      'a weight',
      'Rewritten',
      { Actions: forwardTo({ TargetGroups: [{ TargetGroupArn: { Ref: 'Web' }, Weight: 1000 }] }) },
      'Weight is 1000: expected a whole number from 0 to 999',
    ],
    [
      'six target groups',
      'Rewritten',
      {
        Actions: forwardTo({
          TargetGroups: Array.from({ length: 6 }, (_, index) => ({ TargetGroupArn: `group-${index}` })),
        }),
      },
      'at most five target groups',
    ],
    [
      'stickiness without a duration',
      'Rewritten',
      {
        Actions: forwardTo({
          TargetGroups: [{ TargetGroupArn: { Ref: 'Web' } }],
          TargetGroupStickinessConfig: { Enabled: true },
        }),
      },
      'a duration is required',
    ],
    [
      'stickiness of more than a week',
      'Rewritten',
      {
        Actions: forwardTo({
          TargetGroups: [{ TargetGroupArn: { Ref: 'Web' } }],
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 604_801 },
        }),
      },
      'DurationSeconds is 604801: expected a whole number from 1 to 604800',
    ],
    [
      'a cookie of more than a week',
      'Web',
      { TargetGroupAttributes: attribute('stickiness.lb_cookie.duration_seconds', '604801') },
      'stickiness.lb_cookie.duration_seconds is "604801"',
    ],
    ['a priority above the last', 'Compared', { Priority: 50_001 }, 'Priority is 50001'],
    ['no target group', 'Rewritten', { Actions: [{ Type: 'forward' }] }, 'needs a target group'],
    [
      'a timeout as long as the interval',
      'Web',
      { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 },
      'HealthCheckTimeoutSeconds is 5: the timeout must be shorter than the interval',
    ],
    ['an interval', 'Web', { HealthCheckIntervalSeconds: 4 }, 'expected a whole number from 5 to 300'],
    ['a threshold', 'Web', { HealthyThresholdCount: 1 }, 'expected a whole number from 2 to 10'],
    ['a matcher', 'Web', { Matcher: { HttpCode: '200,500' } }, 'expected codes from 200 to 499'],
    ['a path of a health check', 'Web', { HealthCheckPath: 'up' }, 'HealthCheckPath is "up"'],
    ['no health check', 'Web', { HealthCheckEnabled: false }, 'cannot be turned off'],
    [
      'a slow start of 29 seconds',
      'Web',
      { TargetGroupAttributes: attribute('slow_start.duration_seconds', '29') },
      'expected 0, or 30 to 900 seconds',
    ],
    [
      'a slow start of another algorithm',
      'Web',
      {
        TargetGroupAttributes: [
          ...attribute('slow_start.duration_seconds', '30'),
          ...attribute('load_balancing.algorithm.type', 'least_outstanding_requests'),
        ],
      },
      'slow start is not supported',
    ],
    [
      'the name of a cookie',
      'Web',
      { TargetGroupAttributes: attribute('stickiness.app_cookie.cookie_name', 'AWSALBTG') },
      'are reserved for ELB',
    ],
    [
      'a cookie without a name',
      'Web',
      {
        TargetGroupAttributes: [
          ...attribute('stickiness.enabled', 'true'),
          ...attribute('stickiness.type', 'app_cookie'),
        ],
      },
      'needs the name of the cookie',
    ],
  ])('%s', (_name, logicalId, properties, message) => {
    expect(() => read(changed(logicalId, properties))).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringContaining(message) }),
    );
  });
});

test('two subnets of the template in one zone are refused, as ELB refuses them', () => {
  const subnet = (AvailabilityZone: string) => ({
    Type: 'AWS::EC2::Subnet',
    Properties: { CidrBlock: '10.0.0.0/24', VpcId: 'vpc-1', AvailabilityZone },
  });
  const zones = (first: string, second: string) => ({
    One: subnet(first),
    Two: subnet(second),
    ...changed('Alb', { Subnets: [{ Ref: 'One' }, { Ref: 'Two' }] }),
  });
  expect(() => read(zones('eu-west-1a', 'eu-west-1b'))).not.toThrow();
  expect(() => read(zones('eu-west-1a', 'eu-west-1a'))).toThrow(
    'Alb (AWS::ElasticLoadBalancingV2::LoadBalancer): Subnets is ["One","Two"]: a load balancer cannot be attached',
  );
});

describe('what does not run locally is refused by its name', () => {
  test.each<[string, string, JsonObject, string]>([
    [
      'a network load balancer',
      'Alb',
      { Type: 'network' },
      'Type is not supported locally: "network": only Application',
    ],
    ['a TCP listener', 'OtherHttp', { Protocol: 'TCP' }, '"TCP": only Network and Gateway Load Balancers'],
    [
      'mutual TLS',
      'Https',
      { MutualAuthentication: { Mode: 'verify' } },
      'mutual TLS is not supported locally',
    ],
    ['ALPN policies', 'Https', { AlpnPolicy: ['None'] }, 'AlpnPolicy is not supported locally'],
    [
      'OpenID Connect',
      'Https',
      { DefaultActions: [{ Type: 'authenticate-oidc', Order: 1 }] },
      'DefaultActions.0.Type is not supported locally: "authenticate-oidc": the local load balancer does not authenticate',
    ],
    ['Cognito', 'Compared', { Actions: [{ Type: 'authenticate-cognito' }] }, 'Amazon Cognito'],
    [
      'JSON web tokens',
      'Compared',
      { Actions: [{ Type: 'jwt-validation' }] },
      'does not validate JSON Web Tokens',
    ],
    ['gRPC', 'Web', { ProtocolVersion: 'GRPC' }, 'not HTTP/2 or gRPC'],
    ['instances', 'Web', { TargetType: 'instance' }, 'instances are not available locally'],
    ['Lambda functions', 'Web', { TargetType: 'lambda' }, 'Lambda functions are not run locally'],
    ['a load balancer as a target', 'Web', { TargetType: 'alb' }, 'only a Network Load Balancer'],
    [
      'targets of the template',
      'Web',
      { Targets: [{ Id: '10.0.0.1' }] },
      'only ECS services register targets locally',
    ],
    [
      'an attribute of a Network Load Balancer',
      'Web',
      { TargetGroupAttributes: attribute('preserve_client_ip.enabled', 'true') },
      'TargetGroupAttributes.preserve_client_ip.enabled is not supported locally',
    ],
    [
      'an unknown attribute',
      'Alb',
      { LoadBalancerAttributes: attribute('routing.http3.enabled', 'true') },
      'LoadBalancerAttributes.routing.http3.enabled is not supported locally: it is not a known property',
    ],
    [
      'a rewrite of what is not forwarded',
      'Compared',
      { Transforms: [rewrite('a', 'b')] },
      'a request that is not forwarded',
    ],
    [
      'more groups than HAProxy names',
      'Rewritten',
      { Transforms: [rewrite('(a)'.repeat(8), 'b')] },
      'more than 7 groups',
    ],
    [
      'a backslash in a replacement',
      'Rewritten',
      { Transforms: [rewrite('a', '\\1')] },
      'Replace is not supported',
    ],
  ])('%s', (_name, logicalId, properties, message) => {
    expect(() => read(changed(logicalId, properties))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
        message: expect.stringContaining(message),
      }),
    );
  });
});

test.each([
  ['a rule', 'Compared', { ListenerArn: 'gone' }],
  ['a listener', 'OtherHttp', { LoadBalancerArn: 'gone' }],
  ['a certificate', 'Second', { ListenerArn: 'gone' }],
])('%s of what the template does not have is refused', (_name, logicalId, properties) => {
  expect(() => read(changed(logicalId, properties))).toThrow(
    expect.objectContaining({ code: 'TEMPLATE_UNRESOLVED_REFERENCE' }),
  );
});

test.each(['^/v[0-9]+(?:/|$)', '(?i)shop', '(?P<name>a|b)', '[[:alpha:]*+]', '\\d{2,3}?', 'a\\+\\+'])(
  'the regular expression %s is one for ELB',
  (expression) => {
    expect(() => read(changed('Compared', { Conditions: regex(expression) }))).not.toThrow();
  },
);

test('types are named as CloudFormation names them', () => {
  expect(() => read(changed('Compared', { Priority: 0 }))).toThrow(`Compared (${elb}ListenerRule): Priority`);
});
