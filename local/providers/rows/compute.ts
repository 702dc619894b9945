import { oneCapacity } from '../../../definition/properties/common-reasons.ts';
import type { Rows } from '../provision.ts';

/** ECS, its scaling, and the images that it runs. */
export const computeRows: Rows = {
  'AWS::ECS::Cluster': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'The control plane runs the tasks in one container engine; of Container Insights, only the counts of tasks and deployments are published.',
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    provider: 'control-plane',
    faithfulness: 'recorded',
    why: oneCapacity,
  },
  'AWS::ECS::TaskDefinition': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'CPU and memory limits, health checks, secrets and commands take effect; the kernel is that of the machine. A secret that the template does not define, which on AWS is in the account, gets generated values for the keys that are read; `aws secretsmanager put-secret-value` sets others. Containers are told the address of the storefront as `PARITY_STOREFRONT_URL`, and a time scale other than 1 as `PARITY_TIME_SCALE`.',
  },
  'AWS::ECS::Service': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'Tasks, deployments and targets are emulated; Availability Zones and security groups have no effect.',
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'The control plane scales between the minimum and the maximum, and runs scheduled actions.',
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: 'Target tracking and step scaling act on the metrics of local tasks, which arrive earlier than on AWS; AWS does not publish the formula of target tracking.',
  },
  'AWS::ECR::Repository': {
    provider: 'engine',
    faithfulness: 'approximated',
    why: 'Tasks run images of the container engine: the store’s under the repository’s name, and any image that you tag with that name. What is pushed goes to a registry on 127.0.0.1, whose name `DescribeRepositories` gives as the repository’s URI; the template’s own URI stays that of AWS. A task pulls from it what the engine does not have.',
  },
};
