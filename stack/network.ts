import {
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type IVpc,
  NatProvider,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Settings } from './settings.ts';

/** The VPC: in each of two Availability Zones a public subnet and a private one behind a NAT gateway, theirs or a shared one. */
export class Network extends Construct {
  readonly vpc: IVpc;
  readonly natGatewayIds: readonly string[];

  constructor(scope: Construct, id: string, { natGateways }: Settings) {
    super(scope, id);
    const natGatewayProvider = NatProvider.gateway();
    // CDK's classes fit its interfaces only where a property may be undefined instead of absent, so those
    // that are handed on are widened here and in a few other places.
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
      maxAzs: 2,
      natGateways,
      natGatewayProvider,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
      ],
      // Pictures and the layers of images come from S3: this way they pay no NAT gateway, and it is free.
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
      // Nothing uses the default security group, and emptying it would cost a Lambda function.
      restrictDefaultSecurityGroup: false,
    }) as IVpc;
    acknowledge(this.vpc, {
      VPC7: 'Flow logs would cost more than they tell: switch them on to look into something.',
    });
    this.natGatewayIds = natGatewayProvider.configuredGateways.map(({ gatewayId }) => gatewayId);
  }
}
