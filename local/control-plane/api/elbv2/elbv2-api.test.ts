import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../../aws/clients.ts';
import { exampleRule } from '../../load-balancer/testing/example-workload.ts';
import type { TargetState } from '../../model/cluster-state.ts';
import { type InMemoryControlPlane, inMemoryControlPlane } from '../testing/in-memory-control-plane.ts';
import { sampleState, sampleTime, webTask } from '../testing/sample-state.ts';
import { sampleLoadBalancer, sampleWorkload, webTargetGroup } from '../testing/sample-workload.ts';
import { type ServedGateway, serveGateway } from '../testing/served-gateway.ts';

const listenerArn = sampleLoadBalancer.listeners[0]?.arn ?? '';
const otherGroup = { ...webTargetGroup, logicalId: 'Other', name: 'other', arn: `${webTargetGroup.arn}0` };

let controlPlane: InMemoryControlPlane;
let gateway: ServedGateway;
let elb: Awaited<ReturnType<AwsClients['elasticLoadBalancing']>>;

beforeEach(async () => {
  const workload = { ...sampleWorkload, targetGroups: [webTargetGroup, otherGroup] };
  controlPlane = inMemoryControlPlane(sampleState, { workload, digest: 'd' }, () => sampleTime);
  gateway = await serveGateway(controlPlane);
  elb = await gateway.clients.elasticLoadBalancing();
});

afterEach(() => gateway.close());

describe('load balancers', () => {
  it('are described, by ARN and by name', async () => {
    const expected = [
      {
        LoadBalancerArn: sampleLoadBalancer.arn,
        DNSName: 'load-balancer',
        LoadBalancerName: 'spree-local',
        Scheme: 'internal',
        State: { Code: 'active' },
        Type: 'application',
        IpAddressType: 'ipv4',
      },
    ];
    expect((await elb.describeLoadBalancers({})).LoadBalancers).toEqual(expected);
    expect((await elb.describeLoadBalancers({ Names: ['spree-local'] })).LoadBalancers).toEqual(expected);
    const byArn = await elb.describeLoadBalancers({ LoadBalancerArns: [sampleLoadBalancer.arn] });
    expect(byArn.LoadBalancers).toEqual(expected);
  });

  it('that are not there are not found', async () => {
    await expect(elb.describeLoadBalancers({ Names: ['missing'] })).rejects.toMatchObject({
      name: 'LoadBalancerNotFoundException',
      message: "Load balancers '[missing]' not found",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('have the attributes that are enforced, with their defaults', async () => {
    const LoadBalancerArn = sampleLoadBalancer.arn;
    expect((await elb.describeLoadBalancerAttributes({ LoadBalancerArn })).Attributes).toEqual([
      { Key: 'idle_timeout.timeout_seconds', Value: '60' },
      { Key: 'client_keep_alive.seconds', Value: '3600' },
      { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'false' },
      { Key: 'routing.http.preserve_host_header.enabled', Value: 'false' },
      { Key: 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled', Value: 'false' },
      { Key: 'routing.http.xff_client_port.enabled', Value: 'false' },
      { Key: 'routing.http.xff_header_processing.mode', Value: 'append' },
      { Key: 'routing.http2.enabled', Value: 'true' },
    ]);
  });

  it('have tags, and so have their listeners, rules and target groups', async () => {
    const described = await elb.describeTags({ ResourceArns: [sampleLoadBalancer.arn, webTargetGroup.arn] });
    expect(described.TagDescriptions).toEqual([
      { ResourceArn: sampleLoadBalancer.arn, Tags: [{ Key: 'team', Value: 'shop' }] },
      { ResourceArn: webTargetGroup.arn, Tags: [] },
    ]);
    await expect(elb.describeTags({ ResourceArns: [`${listenerArn}0`] })).rejects.toMatchObject({
      name: 'ListenerNotFoundException',
    });
  });

  it('have listeners', async () => {
    const forward = {
      Type: 'forward',
      TargetGroupArn: webTargetGroup.arn,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: webTargetGroup.arn, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    };
    const { Listeners } = await elb.describeListeners({ LoadBalancerArn: sampleLoadBalancer.arn });
    expect(Listeners).toEqual([
      {
        ListenerArn: listenerArn,
        LoadBalancerArn: sampleLoadBalancer.arn,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [forward],
      },
    ]);
    const attributes = await elb.describeListenerAttributes({ ListenerArn: listenerArn });
    expect(attributes.Attributes).toContainEqual({
      Key: 'routing.http.response.server.enabled',
      Value: 'true',
    });
    expect((await elb.describeListenerCertificates({ ListenerArn: listenerArn })).Certificates).toEqual([]);
    await expect(elb.describeListeners({ ListenerArns: ['arn:x'] })).rejects.toMatchObject({
      name: 'ListenerNotFoundException',
    });
  });

  it('have rules with the default one last', async () => {
    const { Rules = [] } = await elb.describeRules({ ListenerArn: listenerArn });
    expect(Rules).toMatchObject([
      {
        RuleArn: sampleLoadBalancer.listeners[0]?.rules[0]?.arn,
        Priority: '10',
        IsDefault: false,
        Conditions: [
          {
            Field: 'path-pattern',
            Values: ['/closed', '/closed/*'],
            PathPatternConfig: { Values: ['/closed', '/closed/*'] },
          },
        ],
        Transforms: [],
        Actions: [
          {
            Type: 'fixed-response',
            FixedResponseConfig: {
              StatusCode: '503',
              ContentType: 'text/plain',
              MessageBody: 'Closed <for> today & tomorrow',
            },
          },
        ],
      },
      {
        RuleArn: expect.stringMatching(/:listener-rule\/app\/spree-local\/.*\/[0-9a-f]{16}$/),
        Priority: 'default',
        IsDefault: true,
        Actions: [{ Type: 'forward' }],
      },
    ]);
    const again = await elb.describeRules({ RuleArns: [Rules[1]?.RuleArn ?? ''] });
    expect(again.Rules).toEqual([Rules[1]]);
  });
});

describe('rules with regular expressions and transforms', () => {
  it('are described as they are written', async () => {
    const [listener] = sampleLoadBalancer.listeners;
    const rule = exampleRule({
      conditions: [
        { field: 'path-pattern', values: [], regexValues: ['^/v[0-9]+/'] },
        { field: 'http-header', httpHeaderName: 'X-Client', values: [], regexValues: ['app'] },
      ],
      transforms: [
        { type: 'url-rewrite', regex: '^/v[0-9]+/(.*)$', replace: '/$1' },
        { type: 'host-header-rewrite', regex: '^shop', replace: 'store' },
      ],
    });
    const listeners = listener === undefined ? [] : [{ ...listener, rules: [rule] }];
    const workload = { ...sampleWorkload, loadBalancers: [{ ...sampleLoadBalancer, listeners }] };
    await controlPlane.applyWorkload({ workload, digest: 'e', releaseServices: false });
    const { Rules = [] } = await elb.describeRules({ ListenerArn: listenerArn });
    expect(Rules[0]).toMatchObject({
      Conditions: [
        {
          Field: 'path-pattern',
          RegexValues: ['^/v[0-9]+/'],
          PathPatternConfig: { RegexValues: ['^/v[0-9]+/'] },
        },
        {
          Field: 'http-header',
          HttpHeaderConfig: { HttpHeaderName: 'X-Client', RegexValues: ['app'] },
        },
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
    });
  });
});

describe('target groups', () => {
  it('are described, also those of one load balancer alone', async () => {
    const { TargetGroups } = await elb.describeTargetGroups({ LoadBalancerArn: sampleLoadBalancer.arn });
    expect(TargetGroups).toEqual([
      {
        TargetGroupArn: webTargetGroup.arn,
        TargetGroupName: 'spree-local-web',
        Protocol: 'HTTP',
        Port: 3000,
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: 'traffic-port',
        HealthCheckEnabled: true,
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 3,
        HealthCheckPath: '/up',
        Matcher: { HttpCode: '200' },
        LoadBalancerArns: [sampleLoadBalancer.arn],
        TargetType: 'ip',
        ProtocolVersion: 'HTTP1',
        IpAddressType: 'ipv4',
      },
    ]);
    await expect(elb.describeTargetGroups({ Names: ['missing'] })).rejects.toMatchObject({
      name: 'TargetGroupNotFoundException',
    });
  });

  it('are given page by page', async () => {
    const first = await elb.describeTargetGroups({ PageSize: 1 });
    const second = await elb.describeTargetGroups({ PageSize: 1, Marker: first.NextMarker });
    const pages = [first, second];
    expect(pages.map((page) => page.TargetGroups?.map((group) => group.TargetGroupName))).toEqual([
      ['spree-local-web'],
      ['other'],
    ]);
    expect(second.NextMarker).toBeUndefined();
    await expect(elb.describeTargetGroups({ Marker: 'nonsense' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('have their attributes', async () => {
    const { Attributes } = await elb.describeTargetGroupAttributes({ TargetGroupArn: webTargetGroup.arn });
    expect(Attributes).toEqual([
      { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
      { Key: 'slow_start.duration_seconds', Value: '0' },
      { Key: 'load_balancing.algorithm.type', Value: 'round_robin' },
      { Key: 'stickiness.enabled', Value: 'true' },
      { Key: 'stickiness.type', Value: 'lb_cookie' },
      { Key: 'stickiness.lb_cookie.duration_seconds', Value: '86400' },
      { Key: `${minimum}.count`, Value: '1' },
      { Key: `${minimum}.percentage`, Value: 'off' },
    ]);
  });
});

const minimum = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';

describe('target health', () => {
  const TargetGroupArn = webTargetGroup.arn;
  const withTarget = (target: Partial<TargetState>) => {
    const registered: TargetState = { targetGroup: 'WebTargets', port: 3000, state: 'healthy', ...target };
    const task = { ...webTask, targets: [registered] };
    controlPlane.replace({ ...sampleState, tasks: { [task.id]: task } });
  };
  const health = async () => {
    const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth({ TargetGroupArn });
    return TargetHealthDescriptions.map((description) => description.TargetHealth);
  };

  it('says of a healthy target nothing but that', async () => {
    const { TargetHealthDescriptions } = await elb.describeTargetHealth({ TargetGroupArn });
    expect(TargetHealthDescriptions).toEqual([
      {
        Target: { Id: '172.20.0.7', Port: 3000 },
        HealthCheckPort: '3000',
        TargetHealth: { State: 'healthy' },
        AdministrativeOverride: {
          State: 'no_override',
          Reason: 'AdministrativeOverride.NoOverride',
          Description: 'No override is currently active on target',
        },
      },
    ]);
  });

  it('says why a target is not healthy', async () => {
    withTarget({
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [500]',
    });
    expect(await health()).toEqual([
      {
        State: 'unhealthy',
        Reason: 'Target.ResponseCodeMismatch',
        Description: 'Health checks failed with these codes: [500]',
      },
    ]);
  });

  it.each([
    ['initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress'],
    ['unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
    ['draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'],
  ] as const)('gives the usual reason of one that is %s', async (state, Reason, Description) => {
    withTarget({ state });
    expect(await health()).toEqual([{ State: state, Reason, Description }]);
  });

  it.each(['unregistered', 'unused'] as const)('does not list a target that is %s', async (state) => {
    withTarget({ state });
    expect(await health()).toEqual([]);
  });

  it('says of a target that was asked for and is not registered that it is unused', async () => {
    const { TargetHealthDescriptions } = await elb.describeTargetHealth({
      TargetGroupArn,
      Targets: [{ Id: '172.20.0.7', Port: 3000 }, { Id: '172.20.0.99' }],
    });
    expect(TargetHealthDescriptions?.map((found) => [found.Target?.Id, found.TargetHealth])).toEqual([
      ['172.20.0.7', { State: 'healthy' }],
      [
        '172.20.0.99',
        {
          State: 'unused',
          Reason: 'Target.NotRegistered',
          Description: 'Target is not registered to the target group',
        },
      ],
    ]);
  });

  it('says of a group that no listener uses that its targets are unused', async () => {
    withTarget({ targetGroup: 'Other' });
    const { TargetHealthDescriptions } = await elb.describeTargetHealth({ TargetGroupArn: otherGroup.arn });
    expect(TargetHealthDescriptions?.map((found) => found.TargetHealth?.Reason)).toEqual(['Target.NotInUse']);
  });

  it('needs a target group that is there', async () => {
    await expect(elb.describeTargetHealth({ TargetGroupArn: 'arn:x' })).rejects.toMatchObject({
      name: 'TargetGroupNotFoundException',
    });
  });
});
