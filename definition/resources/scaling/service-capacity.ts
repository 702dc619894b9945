import { z } from 'zod';
import { withoutValues } from '../../properties/standing.ts';

const servicesAlone = 'only services of ECS are scaled locally';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
const otherNamespaces = [
  'appstream',
  'cassandra',
  'comprehend',
  'custom-resource',
  'dynamodb',
  'ec2',
  'elasticache',
  'elasticmapreduce',
  'kafka',
  'lambda',
  'neptune',
  'rds',
  'sagemaker',
  'workspaces',
];

export const serviceNamespace = withoutValues(z.literal('ecs'), (namespace) =>
  otherNamespaces.includes(namespace) ? servicesAlone : undefined,
);

/** The only property of a service that is scaled. */
export const scalableDimension = withoutValues(z.literal('ecs:service:DesiredCount'), (dimension) =>
  /^(?!ecs:)[a-z-]+:[\w-]+:\w+$/.test(dimension) ? servicesAlone : undefined,
);
