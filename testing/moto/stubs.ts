import type { Template } from '../../definition/template/template.ts';
import { apiRequests } from './api-requests.ts';
import { standIn } from './stand-in.ts';
import type { Stub } from './stub.ts';
import {
  changeResources,
  endOfArn,
  noteChanges,
  ofOtherStack,
  unchanged,
  unnamed,
  withoutProperty,
} from './stub-kinds.ts';

const apiOnly = 'moto has it in the API of the service, but its CloudFormation does not know the type';
const unknown = 'moto knows neither the type nor the API behind it';

const byApi = 'a parameter that holds its properties, with which the API of the service then creates it';

/** The logical id of the group that CloudFront makes in a VPC for its origins there. */
export const originsGroup = 'CloudFrontOriginsGroup';

/** All that moto cannot create as it is, and what is done about it: `docs/template-checks.md` has the same list. */
export const stubs: readonly Stub[] = [
  ofOtherStack(),
  ...Object.keys(apiRequests).map((type) => standIn(type, apiOnly, byApi)),
  standIn('AWS::CloudFront::Distribution', apiOnly),
  standIn('AWS::CloudFront::OriginAccessControl', apiOnly),
  standIn(
    'AWS::SecretsManager::RotationSchedule',
    `${apiOnly}, and the API asks for the function, which moto does not have either`,
  ),
  ...[
    'AWS::CloudFront::CachePolicy',
    'AWS::CloudFront::ResponseHeadersPolicy',
    'AWS::ElastiCache::ParameterGroup',
    'AWS::SecretsManager::SecretTargetAttachment',
    'AWS::Serverless::Application',
  ].map((type) => standIn(type, unknown)),
  standIn(
    'AWS::CloudFront::VpcOrigin',
    unknown,
    'a parameter that holds its properties, and the security group that CloudFront makes in the VPC',
    { besides: originsGroupOf },
  ),
  standIn(
    'Custom::AWS',
    'moto does not wait for what its function answers',
    'a parameter that holds its properties; its call is made afterwards, and has to find the security group beside the VPC origin',
    { attributes: { 'SecurityGroups.0.GroupId': { 'Fn::GetAtt': [originsGroup, 'GroupId'] } } },
  ),
  endOfArn('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerFullName', 'loadbalancer/', 1),
  endOfArn('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroupFullName', ':', 5),
  withoutProperty(
    'AWS::RDS::DBInstance',
    'DBParameterGroupName',
    'in moto, `Ref` of a parameter group is no name, and nothing else tells the name',
  ),
  unnamed('AWS::EC2::SecurityGroupIngress'),
  unnamed('AWS::RDS::DBParameterGroup'),
  unnamed('AWS::RDS::DBSubnetGroup'),
  {
    what: 'Deleting `AWS::EC2::VPC`',
    instead: 'it is retained',
    why: 'moto does not delete the route tables of a stack, and no VPC with route tables',
    apply: (template) =>
      changeResources(template, 'AWS::EC2::VPC', (vpc) => ({ ...vpc, DeletionPolicy: 'Retain' })),
  },
  {
    what: 'Updating what refers to a changed resource',
    instead: 'its metadata changes as well',
    why: 'moto updates a resource only if its own text in the template has changed',
    apply: noteChanges,
  },
  ...['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::RDS::DBInstance', 'AWS::RDS::DBParameterGroup'].map(
    unchanged,
  ),
];

function originsGroupOf({ Resources }: Template): Template['Resources'] {
  const vpc = Object.keys(Resources).find((logicalId) => Resources[logicalId]?.Type === 'AWS::EC2::VPC');
  return {
    [originsGroup]: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: 'CloudFront-VPCOrigins-Service-SG',
        GroupDescription: 'CloudFront',
        ...(vpc !== undefined && { VpcId: { Ref: vpc } }),
      },
    },
  };
}
