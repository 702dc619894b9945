import { isJsonObject } from '../../definition/template/json-value.ts';
import type { Template, TemplateResource } from '../../definition/template/template.ts';
import { mapValues } from './map-values.ts';
import { rewriteReferences, rewriteValues } from './rewrite-references.ts';
import { standIn } from './stand-in.ts';
import type { Stub } from './stub.ts';

const apiOnly = 'moto has it in the API of the service, but its CloudFormation does not know the type';
const unknown = 'moto has neither the type nor the API that it stands for';

/** The group that CloudFront makes in a VPC for its origins there. */
const originsGroup = 'CloudFrontOriginsGroup';

/** All that moto cannot create as it is, and what is done about it. A stub that is not needed any more fails a test. */
export const stubs: readonly Stub[] = [
  getStackOutput(),
  ...[
    'AWS::ApplicationAutoScaling::ScalableTarget',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    'AWS::CertificateManager::Certificate',
    'AWS::CloudFront::Distribution',
    'AWS::CloudFront::OriginAccessControl',
    'AWS::CloudWatch::Alarm',
    'AWS::EC2::SecurityGroupEgress',
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::ElastiCache::SubnetGroup',
    'AWS::S3::BucketPolicy',
    'AWS::SNS::Subscription',
    'AWS::SNS::TopicPolicy',
    'AWS::SQS::QueuePolicy',
    'AWS::Scheduler::Schedule',
    'AWS::SecretsManager::ResourcePolicy',
    'AWS::SecretsManager::RotationSchedule',
    'AWS::SecretsManager::Secret',
  ].map((type) => standIn(type, apiOnly)),
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
    'a parameter that holds its properties; what it looks up is the security group beside the VPC origin',
    { attributes: { 'SecurityGroups.0.GroupId': { 'Fn::GetAtt': [originsGroup, 'GroupId'] } } },
  ),
  endOfArn('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerFullName', 'loadbalancer/'),
  endOfArn('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroupFullName', ':'),
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
      withResources(template, 'AWS::EC2::VPC', (vpc) => ({ ...vpc, DeletionPolicy: 'Retain' })),
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

function getStackOutput(): Stub {
  return {
    what: 'Fn::GetStackOutput',
    instead: 'the output that the other stack has in moto',
    why: 'moto does not know the function',
    apply: (template, { outputOf }) =>
      rewriteValues(template, ({ 'Fn::GetStackOutput': argument }) =>
        argument !== undefined && isJsonObject(argument) ? outputOf(argument) : undefined,
      ),
  };
}

/** `...:loadbalancer/app/NAME/ID` ends with the full name, and so does the ARN of a target group. */
function endOfArn(type: string, name: string, before: string): Stub {
  return {
    what: `${type}.${name}`,
    instead: 'the end of its ARN',
    why: 'moto does not know the attribute',
    apply: (template) =>
      rewriteReferences(template, (logicalId, asked) => {
        if (asked !== name || template.Resources[logicalId]?.Type !== type) return undefined;
        return { 'Fn::Select': [before === ':' ? 5 : 1, { 'Fn::Split': [before, { Ref: logicalId }] }] };
      }),
  };
}

function withoutProperty(type: string, property: string, why: string): Stub {
  return {
    what: `${type}.${property}`,
    instead: 'the property is left out',
    why,
    apply: (template) =>
      withResources(template, type, (resource) => {
        const { [property]: _, ...Properties } = resource.Properties ?? {};
        return { ...resource, Properties };
      }),
  };
}

function unnamed(type: string): Stub {
  return {
    what: `Physical id of \`${type}\``,
    instead: 'it is not looked at',
    why: 'moto lists none, and its `Ref` is an object of Python',
    apply: (template) => template,
    explains: (fault) =>
      fault.type === type &&
      (fault.kind === 'no physical id' || (fault.kind === 'no text' && fault.place.endsWith('.Ref'))),
  };
}

function unchanged(type: string): Stub {
  return {
    what: `Updating \`${type}\``,
    instead: 'it stays as it was created',
    why: 'moto loses a resource of this type when the template changes it',
    apply: (template, { created }) =>
      withResources(template, type, (resource, logicalId) => created?.Resources[logicalId] ?? resource),
  };
}

function withResources(
  template: Template,
  type: string,
  change: (resource: TemplateResource, logicalId: string) => TemplateResource,
): Template {
  const Resources = mapValues(template.Resources, (resource, logicalId) =>
    resource.Type === type ? change(resource, logicalId) : resource,
  );
  return { ...template, Resources };
}
