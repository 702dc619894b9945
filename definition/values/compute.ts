import { scalingPolicyArn } from '../model/scaling-arns.ts';
import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, nameOf, type ResourceView, textOf } from './resource-view.ts';

const clusterName = (resource: ResourceView) => nameOf(resource, 'ClusterName');
const serviceName = (resource: ResourceView) => nameOf(resource, 'ServiceName');
const repositoryName = (resource: ResourceView) => nameOf(resource, 'RepositoryName').toLowerCase();

function serviceArn(resource: ResourceView): string {
  const cluster = (textOf(resource, 'Cluster') ?? 'default').split('cluster/').at(-1);
  return arnOf(resource, 'ecs', `service/${cluster}/${serviceName(resource)}`);
}

/** Without a revision, which only a deployment knows: ECS takes that for the newest one. */
function taskDefinitionArn(resource: ResourceView): string {
  return arnOf(resource, 'ecs', `task-definition/${nameOf(resource, 'Family')}`);
}

/** Given by itself, or as the first part of what a `Ref` of the target returns. */
function scaledResourceId(resource: ResourceView): string {
  const target = textOf(resource, 'ResourceId') ?? textOf(resource, 'ScalingTargetId') ?? '';
  return target.split('|', 1).join('');
}

/** ECS, its scaling, and the images that it runs. */
export const computeValues: ValuesByType = {
  'AWS::ECS::Cluster': attributes({
    Ref: clusterName,
    Arn: (resource) => arnOf(resource, 'ecs', `cluster/${clusterName(resource)}`),
  }),
  'AWS::ECS::ClusterCapacityProviderAssociations': single((resource) => textOf(resource, 'Cluster')),
  'AWS::ECS::TaskDefinition': single(taskDefinitionArn, 'TaskDefinitionArn'),
  'AWS::ECS::Service': attributes({ Ref: serviceArn, ServiceArn: serviceArn, Name: serviceName }),
  'AWS::ApplicationAutoScaling::ScalableTarget': single(
    (resource) =>
      ['ResourceId', 'ScalableDimension', 'ServiceNamespace']
        .map((property) => textOf(resource, property) ?? '')
        .join('|'),
    'Id',
  ),
  'AWS::ApplicationAutoScaling::ScalingPolicy': single(
    (resource) => scalingPolicyArn(resource, scaledResourceId(resource), nameOf(resource, 'PolicyName')),
    'Arn',
  ),
  'AWS::ECR::Repository': attributes({
    Ref: repositoryName,
    Arn: (resource) => arnOf(resource, 'ecr', `repository/${repositoryName(resource)}`),
    RepositoryUri: (resource) =>
      `${resource.accountId}.dkr.ecr.${resource.region}.amazonaws.com/${repositoryName(resource)}`,
  }),
};
