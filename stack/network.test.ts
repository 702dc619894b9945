import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' });

interface Rule {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
}

/** Every way in that the template opens: ranges, or logical ids without their hash. */
function openings(): readonly Rule[] {
  const groups = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
  expect(groups.flatMap(({ Properties }) => Properties.SecurityGroupIngress ?? [])).toEqual([]);
  return Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
    .map(({ Properties: rule }) => ({
      from: rule.CidrIp ?? plainId(rule.SourceSecurityGroupId),
      to: plainId(rule.GroupId),
      ports: typeof rule.FromPort === 'number' ? String(rule.FromPort) : plainId(rule.FromPort),
    }))
    .sort((a, b) => `${a.to}${a.from}`.localeCompare(`${b.to}${b.from}`));
}

function plainId(value: { 'Fn::GetAtt': [string, string] }): string {
  return value['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '');
}

describe('network', () => {
  it('is 10.0.0.0/16 with a public and a private subnet in each of two zones', () => {
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
    const subnets = Object.values(template.findResources('AWS::EC2::Subnet')).map(({ Properties }) => ({
      zone: Properties.AvailabilityZone['Fn::Select'][0],
      cidr: Properties.CidrBlock,
      isPublic: Properties.MapPublicIpOnLaunch,
    }));
    expect(subnets).toEqual([
      { zone: 0, cidr: '10.0.0.0/24', isPublic: true },
      { zone: 1, cidr: '10.0.1.0/24', isPublic: true },
      { zone: 0, cidr: '10.0.2.0/24', isPublic: false },
      { zone: 1, cidr: '10.0.3.0/24', isPublic: false },
    ]);
  });

  it('has a NAT gateway in each zone, which the private subnet of that zone goes out by', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    const gateways = Object.values(template.findResources('AWS::EC2::Route')).flatMap(
      ({ Properties }) => Properties.NatGatewayId?.Ref ?? [],
    );
    expect(new Set(gateways).size).toBe(2);
  });

  it('lets in only CloudFront to the load balancer, that to the web tasks, and tasks to the data stores', () => {
    const rds = { to: 'DatabaseSecurityGroup', ports: '5432' };
    const redis = { to: 'CacheSecurityGroup', ports: '6379' };
    expect(openings()).toEqual([
      { ...redis, from: 'OneOffSecurityGroup' },
      { ...redis, from: 'WebSecurityGroup' },
      { ...redis, from: 'WorkerSecurityGroup' },
      { ...rds, from: 'DatabasePrimaryApplicationRotationSecurityGroup', ports: 'DatabasePrimary' },
      { ...rds, from: 'DatabasePrimaryRotationSingleUserSecurityGroup', ports: 'DatabasePrimary' },
      { ...rds, from: 'OneOffSecurityGroup' },
      { ...rds, from: 'WebSecurityGroup' },
      { ...rds, from: 'WorkerSecurityGroup' },
      { from: 'VpcOriginSecurityGroupLookup', to: 'LoadBalancerSecurityGroup', ports: '80' },
      { from: 'LoadBalancerSecurityGroup', to: 'WebSecurityGroup', ports: '3000' },
    ]);
  });

  it("looks CloudFront's security group up in this VPC once the VPC origin is there", () => {
    const [lookup] = Object.values(template.findResources('Custom::AWS'));
    const call = JSON.stringify(lookup?.Properties.Create);
    expect(call).toContain('CloudFront-VPCOrigins-Service-SG');
    expect(call).toMatch(/"Ref":"NetworkVpc[0-9A-F]+"/);
    expect(call).toMatch(/"Fn::GetAtt":\["EdgeVpcOrigin[0-9A-F]+","Id"\]/);
  });

  it('keeps the load balancer internal, in the private subnets', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internal',
      Subnets: [
        { Ref: Match.stringLikeRegexp('PrivateSubnet1') },
        { Ref: Match.stringLikeRegexp('PrivateSubnet2') },
      ],
    });
  });
});

it('reaches S3 without a NAT gateway, from every private subnet', () => {
  const [endpoint] = Object.values(
    template.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Gateway' } }),
  );
  const privateRoutes = Object.keys(template.findResources('AWS::EC2::RouteTable')).filter((id) =>
    id.includes('Private'),
  );
  expect(privateRoutes).toHaveLength(2);
  const routed = endpoint?.Properties.RouteTableIds.map(({ Ref }: { readonly Ref: string }) => Ref);
  expect(routed).toEqual(expect.arrayContaining(privateRoutes));
});

it('spans the zones that the settings name', () => {
  const zones = storeTemplate(
    { environment: 'production' },
    { availabilityZones: ['us-east-1b', 'us-east-1d'] },
  );
  const subnets = Object.values(zones.findResources('AWS::EC2::Subnet'));
  expect(new Set(subnets.map(({ Properties }) => Properties.AvailabilityZone))).toEqual(
    new Set(['us-east-1b', 'us-east-1d']),
  );
});
