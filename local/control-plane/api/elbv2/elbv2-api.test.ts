import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsClients, awsClients } from '../../../../aws/clients.ts';
import type { TargetState } from '../../model/cluster-state.ts';
import { createGateway } from '../gateway/gateway.ts';
import { type InMemoryControlPlane, inMemoryControlPlane } from '../testing/in-memory-control-plane.ts';
import { sampleState, sampleTime, webTask } from '../testing/sample-state.ts';
import { sampleLoadBalancer, sampleWorkload, webTargetGroup } from '../testing/sample-workload.ts';
import { type Served, serve } from '../testing/serve.ts';

const listenerArn = sampleLoadBalancer.listeners[0]?.arn ?? '';
const otherGroup = { ...webTargetGroup, logicalId: 'Other', name: 'other', arn: `${webTargetGroup.arn}0` };

let controlPlane: InMemoryControlPlane;
let gateway: Served;
let elb: Awaited<ReturnType<AwsClients['elasticLoadBalancing']>>;

beforeEach(async () => {
  const workload = { ...sampleWorkload, targetGroups: [webTargetGroup, otherGroup] };
  controlPlane = inMemoryControlPlane(sampleState, { workload, digest: 'd' }, () => sampleTime);
  const upstream = new URL('http://127.0.0.1:9');
  gateway = await serve(createGateway({ controlPlane, upstream, composeHosts: [] }));
  const clients = awsClients({ environment: 'local', endpoint: gateway.url, region: 'ap-southeast-1' });
  elb = await clients.elasticLoadBalancing();
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

  it('have the attributes that the definition sets, and no tags', async () => {
    const LoadBalancerArn = sampleLoadBalancer.arn;
    expect((await elb.describeLoadBalancerAttributes({ LoadBalancerArn })).Attributes).toEqual([
      { Key: 'idle_timeout.timeout_seconds', Value: '60' },
    ]);
    expect((await elb.describeTags({ ResourceArns: [LoadBalancerArn] })).TagDescriptions).toEqual([
      { ResourceArn: LoadBalancerArn, Tags: [] },
    ]);
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
    await expect(elb.describeListeners({ ListenerArns: ['arn:x'] })).rejects.toMatchObject({
      name: 'ListenerNotFoundException',
    });
  });

  it('have rules with the default one last', async () => {
    const { Rules = [] } = await elb.describeRules({ ListenerArn: listenerArn });
    expect(Rules).toMatchObject([
      {
        RuleArn: expect.stringMatching(/:listener-rule\/app\/spree-local\/.*\/[0-9a-f]{16}$/),
        Priority: '10',
        IsDefault: false,
        Conditions: [
          {
            Field: 'path-pattern',
            Values: ['/closed', '/closed/*'],
            PathPatternConfig: { Values: ['/closed', '/closed/*'] },
          },
        ],
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
      { Priority: 'default', IsDefault: true, Actions: [{ Type: 'forward' }] },
    ]);
    const again = await elb.describeRules({ RuleArns: [Rules[1]?.RuleArn ?? ''] });
    expect(again.Rules).toEqual([Rules[1]]);
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
    ]);
  });
});

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
