import type { Rows } from '../realisation.ts';

/** ECS, its scaling, and the images that it runs. */
export const computeRows: Rows = {
  'AWS::ECS::Cluster': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'The control plane runs the tasks in one container engine; Container Insights are not collected.',
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    provider: 'control-plane',
    faithfulness: 'recorded',
    why: 'There is one machine and so no choice of capacity.',
  },
  'AWS::ECS::TaskDefinition': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'CPU and memory limits, health checks, secrets and commands act; the kernel is the machine’s own.',
  },
  'AWS::ECS::Service': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'Tasks, deployments and targets act; availability zones and security groups do not.',
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'A release brings the service within its bounds; nothing scales it between them.',
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    provider: 'not-realised',
    faithfulness: 'recorded',
    why: 'Nothing scales the number of tasks between the bounds of its scalable target.',
  },
  'AWS::ECR::Repository': {
    provider: 'engine',
    faithfulness: 'approximated',
    why: 'The store’s image is in the container engine under the repository’s name, as are images that are tagged so by hand; there is no registry, and nothing is scanned or expires.',
  },
};
