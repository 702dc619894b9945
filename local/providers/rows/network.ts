import type { Provision, Rows } from '../provision.ts';

function recorded(why: string, ...placeholders: readonly string[]): Provision {
  const known: Provision = { provider: 'none', faithfulness: 'recorded', why };
  if (placeholders.length === 0) return known;
  return { ...known, placeholders: (attribute) => placeholders.includes(attribute) };
}

const oneNetwork =
  'All containers share one network of the container engine, which provides internet access.';
const noFilter =
  'Traffic between containers is not filtered; published ports listen on the loopback interface only.';

/** EC2's networking: names only, because one network of the engine takes its place. */
export const networkRows: Rows = {
  'AWS::EC2::VPC': recorded(oneNetwork, 'Ipv6CidrBlocks'),
  'AWS::EC2::Subnet': recorded(oneNetwork, 'Ipv6CidrBlocks'),
  'AWS::EC2::RouteTable': recorded(oneNetwork),
  'AWS::EC2::Route': recorded(oneNetwork),
  'AWS::EC2::SubnetRouteTableAssociation': recorded(oneNetwork),
  'AWS::EC2::InternetGateway': recorded(oneNetwork),
  'AWS::EC2::VPCGatewayAttachment': recorded(oneNetwork),
  'AWS::EC2::NatGateway': recorded(oneNetwork),
  'AWS::EC2::EIP': recorded(oneNetwork, 'Ref', 'PublicIp'),
  'AWS::EC2::SecurityGroup': recorded(noFilter),
  'AWS::EC2::SecurityGroupIngress': recorded(noFilter),
  'AWS::EC2::SecurityGroupEgress': recorded(noFilter),
  'AWS::EC2::NetworkAcl': recorded(noFilter),
  'AWS::EC2::NetworkAclEntry': recorded(noFilter),
  'AWS::EC2::PrefixList': recorded(noFilter),
  'AWS::EC2::FlowLog': recorded(oneNetwork),
  'AWS::EC2::VPCEndpoint': recorded(oneNetwork, 'DnsEntries', 'NetworkInterfaceIds'),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': recorded(
    'Service Connect and AWS Cloud Map are not available locally.',
  ),
};
