import type { Rows } from '../realisation.ts';
import { arnOf, nameOf, type ResourceView, textOf } from '../resource-view.ts';
import { attributes, single } from './attributes.ts';

const clusterName = (resource: ResourceView) => nameOf(resource, 'ClusterName');
const serviceName = (resource: ResourceView) => nameOf(resource, 'ServiceName');
const repositoryName = (resource: ResourceView) => nameOf(resource, 'RepositoryName').toLowerCase();

function serviceArn(resource: ResourceView): string {
  const cluster = (textOf(resource, 'Cluster') ?? 'default').split('cluster/').at(-1);
  return arnOf(resource, 'ecs', `service/${cluster}/${serviceName(resource)}`);
}

/** Without a revision, which only the control plane knows: ECS takes that for the newest one. */
function taskDefinitionArn(resource: ResourceView): string {
  return arnOf(resource, 'ecs', `task-definition/${nameOf(resource, 'Family')}`);
}

/** ECS, its scaling, and the images that it runs. */
export const computeRows: Rows = {
  'AWS::ECS::Cluster': {
    player: 'control-plane',
    faithfulness: 'approximated',
    why: 'The control plane runs the tasks in one container engine; Container Insights are not collected.',
    attributes: attributes({
      Ref: clusterName,
      Arn: (resource) => arnOf(resource, 'ecs', `cluster/${clusterName(resource)}`),
    }),
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    player: 'control-plane',
    faithfulness: 'recorded',
    why: 'There is one machine and so no choice of capacity.',
    attributes: single((resource) => textOf(resource, 'Cluster')),
  },
  'AWS::ECS::TaskDefinition': {
    player: 'control-plane',
    faithfulness: 'approximated',
    why: 'CPU and memory limits, health checks, secrets and commands act; the kernel is the machine’s own.',
    attributes: single(taskDefinitionArn, 'TaskDefinitionArn'),
  },
  'AWS::ECS::Service': {
    player: 'control-plane',
    faithfulness: 'approximated',
    why: 'Tasks, deployments and targets act; availability zones and security groups do not.',
    attributes: attributes({ Ref: serviceArn, ServiceArn: serviceArn, Name: serviceName }),
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    player: 'control-plane',
    faithfulness: 'approximated',
    why: 'A release brings the service within its bounds; nothing moves it between them.',
    attributes: single((resource) =>
      ['ResourceId', 'ScalableDimension', 'ServiceNamespace']
        .map((property) => textOf(resource, property) ?? '')
        .join('|'),
    ),
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    player: 'not-realised',
    faithfulness: 'recorded',
    why: 'Nothing moves the number of tasks between the bounds of its scalable target.',
    attributes: single((resource) => {
      const name = nameOf(resource, 'PolicyName');
      return arnOf(resource, 'autoscaling', `scalingPolicy:${resource.logicalId}:policyName/${name}`);
    }, 'Arn'),
  },
  'AWS::ECR::Repository': {
    player: 'engine',
    faithfulness: 'approximated',
    why: 'Images are in the container engine under the repository’s name; nothing is scanned or expires.',
    attributes: attributes({
      Ref: repositoryName,
      Arn: (resource) => arnOf(resource, 'ecr', `repository/${repositoryName(resource)}`),
      RepositoryUri: (resource) =>
        `${resource.accountId}.dkr.ecr.${resource.region}.amazonaws.com/${repositoryName(resource)}`,
    }),
  },
};
