import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, nameOf, type ResourceView, textOf, uuidOf } from './resource-view.ts';

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

/** The resource of a policy is that of its target, whose `Ref` begins with it. */
function scalingPolicyArn(resource: ResourceView): string {
  const target = textOf(resource, 'ScalingTargetId') ?? textOf(resource, 'ResourceId') ?? '';
  const [resourceId, , namespace = 'ecs'] = target.split('|');
  const name = nameOf(resource, 'PolicyName');
  return arnOf(
    resource,
    'autoscaling',
    `scalingPolicy:${uuidOf(resource)}:resource/${namespace}/${resourceId}:policyName/${name}`,
  );
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
  'AWS::ApplicationAutoScaling::ScalingPolicy': single(scalingPolicyArn, 'Arn'),
  'AWS::ECR::Repository': attributes({
    Ref: repositoryName,
    Arn: (resource) => arnOf(resource, 'ecr', `repository/${repositoryName(resource)}`),
    RepositoryUri: (resource) =>
      `${resource.accountId}.dkr.ecr.${resource.region}.amazonaws.com/${repositoryName(resource)}`,
  }),
};
