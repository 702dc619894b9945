import { type ISecurityGroup, type IVpc, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Edge } from './edge.ts';
import type { LoadBalancer } from './load-balancer.ts';

/**
 * Lets CloudFront's network interfaces in this VPC reach the load balancer, and nothing else. Their security
 * group is CloudFront's own: it exists once the VPC has a VPC origin, so it is looked up while deploying.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function allowFromCloudFront(
  scope: Construct,
  vpc: IVpc,
  edge: Edge,
  loadBalancer: LoadBalancer,
): void {
  const cloudFront = findServiceSecurityGroup(scope, vpc, edge);
  loadBalancer.securityGroup.connections.allowFrom(cloudFront, Port.tcp(80), 'Requests from CloudFront');
}

function findServiceSecurityGroup(scope: Construct, vpc: IVpc, edge: Edge): ISecurityGroup {
  const logGroup = new LogGroup(scope, 'VpcOriginSecurityGroupLookupLogs', {
    retention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'VpcOriginSecurityGroupLookupRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  const lookup = new AwsCustomResource(scope, 'VpcOriginSecurityGroupLookup', {
    onUpdate: describeSecurityGroup(vpc, edge),
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    installLatestAwsSdk: false,
    role: role as IRole,
    logGroup,
  });
  acknowledge(lookup, {
    'IAM5[Resource::*]': 'DescribeSecurityGroups does not support resource-level permissions.',
  });
  const groupId = lookup.getResponseField('SecurityGroups.0.GroupId');
  return SecurityGroup.fromSecurityGroupId(scope, 'VpcOriginSecurityGroup', groupId, { mutable: false });
}

function describeSecurityGroup(vpc: IVpc, edge: Edge): AwsSdkCall {
  return {
    service: 'EC2',
    action: 'DescribeSecurityGroups',
    parameters: {
      Filters: [
        { Name: 'vpc-id', Values: [vpc.vpcId] },
        { Name: 'group-name', Values: ['CloudFront-VPCOrigins-Service-SG'] },
      ],
    },
    outputPaths: ['SecurityGroups.0.GroupId'],
    // Another VPC origin means another look-up.
    physicalResourceId: PhysicalResourceId.of(edge.vpcOrigin.vpcOriginId),
  };
}
