import { isJsonList, type JsonObject, type JsonValue } from '../../definition/template/json-value.ts';
import { jsonRequest, type Request } from './ask-moto.ts';
import { queryRequest } from './query-moto.ts';

/** The requests that create a resource by the API of its service; with the name that CloudFormation would give it. */
type Requests = (properties: JsonObject, name: string) => readonly Request[];

/** By type, each type after those that it needs. */
export const apiRequests: Readonly<Record<string, Requests>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': ({ Tags: _, ...target }) => [
    jsonRequest('application-autoscaling', 'AnyScaleFrontendService.RegisterScalableTarget', target),
  ],
  'AWS::ApplicationAutoScaling::ScalingPolicy': ({ ScalingTargetId: target, ...policy }) => {
    const [ResourceId = '', ScalableDimension = '', ServiceNamespace = ''] = String(target).split('|');
    const whole = { ...policy, ResourceId, ScalableDimension, ServiceNamespace };
    return [jsonRequest('application-autoscaling', 'AnyScaleFrontendService.PutScalingPolicy', whole)];
  },
  'AWS::CertificateManager::Certificate': ({ DomainValidationOptions: _, ...certificate }) => [
    jsonRequest('acm', 'CertificateManager.RequestCertificate', certificate),
  ],
  'AWS::CloudWatch::Alarm': (alarm) => [queryRequest('monitoring', 'PutMetricAlarm', alarm)],
  'AWS::EC2::SecurityGroupEgress': ({ GroupId = '', DestinationSecurityGroupId: to = '', ...rule }) => {
    const { FromPort = '', ToPort = '', IpProtocol = '' } = rule;
    const permission = { FromPort, ToPort, IpProtocol, 'Groups.1.GroupId': to };
    return [queryRequest('ec2', 'AuthorizeSecurityGroupEgress', { GroupId, 'IpPermissions.1': permission })];
  },
  'AWS::ElastiCache::SubnetGroup': ({ Description = '', SubnetIds = [] }, name) => [
    queryRequest(
      'elasticache',
      'CreateCacheSubnetGroup',
      {
        CacheSubnetGroupName: name.toLowerCase(),
        CacheSubnetGroupDescription: Description,
        SubnetIds,
      },
      { SubnetIds: 'SubnetIdentifier' },
    ),
  ],
  'AWS::ElastiCache::ReplicationGroup': ({ Tags: _, ...group }) => [
    queryRequest('elasticache', 'CreateReplicationGroup', group, { SecurityGroupIds: 'SecurityGroupId' }),
  ],
  'AWS::S3::BucketPolicy': ({ Bucket, PolicyDocument: policy }) => [
    { service: 's3', method: 'PUT', path: `/${Bucket}?policy`, body: JSON.stringify(policy) },
  ],
  'AWS::SNS::TopicPolicy': ({ Topics: topics, PolicyDocument: policy }) =>
    listOf(topics).map((TopicArn) =>
      queryRequest('sns', 'SetTopicAttributes', {
        ...{ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(policy) },
      }),
    ),
  'AWS::SNS::Subscription': (subscription) => [queryRequest('sns', 'Subscribe', subscription)],
  'AWS::SQS::QueuePolicy': ({ Queues: queues, PolicyDocument: policy }) =>
    listOf(queues).map((QueueUrl) =>
      jsonRequest('sqs', 'AmazonSQS.SetQueueAttributes', {
        ...{ QueueUrl, Attributes: { Policy: JSON.stringify(policy) } },
      }),
    ),
  'AWS::Scheduler::Schedule': ({ Name = '', ...schedule }, name) => [
    { service: 'scheduler', path: `/schedules/${Name || name}`, body: JSON.stringify(schedule) },
  ],
  'AWS::SecretsManager::Secret': ({ GenerateSecretString: rules, ...secret }, name) => [
    jsonRequest('secretsmanager', 'secretsmanager.CreateSecret', {
      Name: name,
      ...secret,
      SecretString: JSON.stringify(rules ?? ''),
    }),
  ],
  'AWS::SecretsManager::ResourcePolicy': ({ SecretId = '', ResourcePolicy: policy }) => [
    jsonRequest('secretsmanager', 'secretsmanager.PutResourcePolicy', {
      ...{
        SecretId: String(SecretId).split(':secret:').at(-1) ?? '',
        ResourcePolicy: JSON.stringify(policy),
      },
    }),
  ],
};

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value !== undefined && isJsonList(value) ? value : [];
}
