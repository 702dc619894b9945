import { attributes, identified, type ValuesByType } from './attributes.ts';
import { idOf, type ResourceView, textOf } from './resource-view.ts';

const zone = (resource: ResourceView) => textOf(resource, 'AvailabilityZone') ?? `${resource.region}a`;

/** A made-up one: on AWS the private zone of the service that an endpoint leads to. */
const hostedZone = 'Z00000000000000000000';

/** EC2's networking and Cloud Map. */
export const networkValues: ValuesByType = {
  'AWS::EC2::VPC': attributes({
    Ref: (resource) => idOf(resource, 'vpc-'),
    VpcId: (resource) => idOf(resource, 'vpc-'),
    CidrBlock: (resource) => textOf(resource, 'CidrBlock'),
    CidrBlockAssociations: (resource) => [idOf(resource, 'vpc-cidr-assoc-')],
    DefaultSecurityGroup: (resource) => idOf(resource, 'sg-'),
    DefaultNetworkAcl: (resource) => idOf(resource, 'acl-'),
    // Of the prefix that is reserved for documentation, as templates take blocks of subnets out of it.
    Ipv6CidrBlocks: () => ['2001:db8::/56'],
  }),
  'AWS::EC2::Subnet': attributes({
    Ref: (resource) => idOf(resource, 'subnet-'),
    SubnetId: (resource) => idOf(resource, 'subnet-'),
    AvailabilityZone: zone,
    CidrBlock: (resource) => textOf(resource, 'CidrBlock'),
    VpcId: (resource) => textOf(resource, 'VpcId'),
    NetworkAclAssociationId: (resource) => idOf(resource, 'aclassoc-'),
    Ipv6CidrBlocks: () => ['2001:db8::/64'],
  }),
  'AWS::EC2::RouteTable': identified('rtb-', 'RouteTableId'),
  'AWS::EC2::Route': identified('r-'),
  'AWS::EC2::SubnetRouteTableAssociation': identified('rtbassoc-', 'Id'),
  'AWS::EC2::InternetGateway': identified('igw-', 'InternetGatewayId'),
  'AWS::EC2::VPCGatewayAttachment': identified('attach-', 'AttachmentType'),
  'AWS::EC2::NatGateway': identified('nat-', 'NatGatewayId'),
  'AWS::EC2::EIP': attributes({
    // An address of the block that is reserved for documentation.
    Ref: () => '192.0.2.1',
    PublicIp: () => '192.0.2.1',
    AllocationId: (resource) => idOf(resource, 'eipalloc-'),
  }),
  'AWS::EC2::SecurityGroup': attributes({
    Ref: (resource) => idOf(resource, 'sg-'),
    Id: (resource) => idOf(resource, 'sg-'),
    GroupId: (resource) => idOf(resource, 'sg-'),
    VpcId: (resource) => textOf(resource, 'VpcId'),
  }),
  'AWS::EC2::SecurityGroupIngress': identified('sgr-', 'Id'),
  'AWS::EC2::SecurityGroupEgress': identified('sgr-', 'Id'),
  'AWS::EC2::NetworkAcl': identified('acl-', 'Id'),
  'AWS::EC2::NetworkAclEntry': identified('acl-entry-', 'Id'),
  'AWS::EC2::PrefixList': identified('pl-', 'PrefixListId'),
  'AWS::EC2::FlowLog': identified('fl-', 'Id'),
  'AWS::EC2::VPCEndpoint': attributes({
    Ref: (resource) => idOf(resource, 'vpce-'),
    Id: (resource) => idOf(resource, 'vpce-'),
    DnsEntries: (resource) => [`${hostedZone}:${idOf(resource, 'vpce-')}.vpce.amazonaws.com`],
    NetworkInterfaceIds: (resource) => [idOf(resource, 'eni-')],
  }),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': attributes({
    Ref: (resource) => idOf(resource, 'ns-', 16),
    Id: (resource) => idOf(resource, 'ns-', 16),
    Arn: (resource) =>
      `arn:aws:servicediscovery:${resource.region}:${resource.accountId}:namespace/${idOf(resource, 'ns-', 16)}`,
  }),
};
