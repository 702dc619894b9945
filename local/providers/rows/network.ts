import type { AttributeValues, Realisation, Rows } from '../realisation.ts';
import { idOf, type ResourceView, textOf } from '../resource-view.ts';
import { attributes, single } from './attributes.ts';

const zone = (resource: ResourceView) => textOf(resource, 'AvailabilityZone') ?? `${resource.region}a`;

function recorded(why: string, values: AttributeValues): Realisation {
  return { player: 'not-realised', faithfulness: 'recorded', why, attributes: values };
}

/** A resource that is known by an id with AWS's prefix, which `Ref` and one more attribute give. */
function identified(prefix: string, attribute: string, why: string): Realisation {
  return recorded(
    why,
    single((resource) => idOf(resource, prefix), attribute),
  );
}

const oneNetwork = 'All containers are in one network of the engine, which reaches the internet by itself.';
const noFilter =
  'Nothing filters between the containers of the environment; ports are open on loopback only.';

/** EC2's networking: names only, because one network of the engine takes its place. */
export const networkRows: Rows = {
  'AWS::EC2::VPC': recorded(
    oneNetwork,
    attributes({
      Ref: (resource) => idOf(resource, 'vpc-'),
      VpcId: (resource) => idOf(resource, 'vpc-'),
      CidrBlock: (resource) => textOf(resource, 'CidrBlock'),
      CidrBlockAssociations: (resource) => [idOf(resource, 'vpc-cidr-assoc-')],
      DefaultSecurityGroup: (resource) => idOf(resource, 'sg-'),
      DefaultNetworkAcl: (resource) => idOf(resource, 'acl-'),
      Ipv6CidrBlocks: () => [],
    }),
  ),
  'AWS::EC2::Subnet': recorded(
    oneNetwork,
    attributes({
      Ref: (resource) => idOf(resource, 'subnet-'),
      SubnetId: (resource) => idOf(resource, 'subnet-'),
      AvailabilityZone: zone,
      CidrBlock: (resource) => textOf(resource, 'CidrBlock'),
      VpcId: (resource) => textOf(resource, 'VpcId'),
      NetworkAclAssociationId: (resource) => idOf(resource, 'aclassoc-'),
      Ipv6CidrBlocks: () => [],
    }),
  ),
  'AWS::EC2::RouteTable': identified('rtb-', 'RouteTableId', oneNetwork),
  'AWS::EC2::Route': identified('r-', 'RouteId', oneNetwork),
  'AWS::EC2::SubnetRouteTableAssociation': identified('rtbassoc-', 'AssociationId', oneNetwork),
  'AWS::EC2::InternetGateway': identified('igw-', 'InternetGatewayId', oneNetwork),
  'AWS::EC2::VPCGatewayAttachment': identified('attach-', 'AttachmentType', oneNetwork),
  'AWS::EC2::NatGateway': identified('nat-', 'NatGatewayId', oneNetwork),
  'AWS::EC2::EIP': recorded(
    oneNetwork,
    attributes({
      // An address of the block that is reserved for documentation.
      Ref: () => '192.0.2.1',
      PublicIp: () => '192.0.2.1',
      AllocationId: (resource) => idOf(resource, 'eipalloc-'),
    }),
  ),
  'AWS::EC2::SecurityGroup': recorded(
    noFilter,
    attributes({
      Ref: (resource) => idOf(resource, 'sg-'),
      Id: (resource) => idOf(resource, 'sg-'),
      GroupId: (resource) => idOf(resource, 'sg-'),
      VpcId: (resource) => textOf(resource, 'VpcId'),
    }),
  ),
  'AWS::EC2::SecurityGroupIngress': identified('sgr-', 'SecurityGroupRuleId', noFilter),
  'AWS::EC2::SecurityGroupEgress': identified('sgr-', 'SecurityGroupRuleId', noFilter),
  'AWS::EC2::NetworkAcl': identified('acl-', 'NetworkAclId', noFilter),
  'AWS::EC2::NetworkAclEntry': identified('acl-entry-', 'EntryId', noFilter),
  'AWS::EC2::PrefixList': identified('pl-', 'PrefixListId', noFilter),
  'AWS::EC2::FlowLog': identified('fl-', 'FlowLogId', oneNetwork),
  'AWS::EC2::VPCEndpoint': recorded(
    oneNetwork,
    attributes({
      Ref: (resource) => idOf(resource, 'vpce-'),
      Id: (resource) => idOf(resource, 'vpce-'),
      DnsEntries: () => [],
      NetworkInterfaceIds: () => [],
    }),
  ),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': recorded(
    'Service Connect and Cloud Map are not served locally.',
    attributes({
      Ref: (resource) => idOf(resource, 'ns-', 16),
      Id: (resource) => idOf(resource, 'ns-', 16),
      Arn: (resource) =>
        `arn:aws:servicediscovery:${resource.region}:${resource.accountId}:namespace/${idOf(resource, 'ns-', 16)}`,
    }),
  ),
};
