import { z } from 'zod';
import { invalid } from '../errors.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
const namespaces = [
  'ecs',
  'elasticmapreduce',
  'ec2',
  'appstream',
  'dynamodb',
  'rds',
  'sagemaker',
  'custom-resource',
  'comprehend',
  'lambda',
  'cassandra',
  'kafka',
  'elasticache',
  'neptune',
  'workspaces',
] as const;

/** In the order in which AWS names them. */
const dimensions = [
  'cassandra:table:WriteCapacityUnits',
  'dynamodb:index:ReadCapacityUnits',
  'cassandra:table:ReadCapacityUnits',
  'dynamodb:index:WriteCapacityUnits',
  'appstream:fleet:DesiredCapacity',
  'sagemaker:inference-component:DesiredCopyCount',
  'comprehend:document-classifier-endpoint:DesiredInferenceUnits',
  'ec2:spot-fleet-request:TargetCapacity',
  'rds:cluster:ReadReplicaCount',
  'elasticache:cache-cluster:Nodes',
  'elasticache:replication-group:Replicas',
  'workspaces:workspacespool:DesiredUserSessions',
  'sagemaker:variant:DesiredProvisionedConcurrency',
  'dynamodb:table:WriteCapacityUnits',
  'kafka:broker-storage:VolumeSize',
  'ecs:service:DesiredCount',
  'sagemaker:variant:DesiredInstanceCount',
  'comprehend:entity-recognizer-endpoint:DesiredInferenceUnits',
  'dynamodb:table:ReadCapacityUnits',
  'lambda:function:ProvisionedConcurrency',
  'custom-resource:ResourceType:Property',
  'neptune:cluster:ReadReplicaCount',
  'elasticache:replication-group:NodeGroups',
  'elasticmapreduce:instancegroup:InstanceCount',
] as const;

export const namespace = z.enum(namespaces);
export const dimension = z.enum(dimensions);
export const resourceId = z.string().min(1).max(1600);

/** The members by which a request names one scalable target. */
export const resourceMembers = {
  ServiceNamespace: namespace,
  ResourceId: resourceId,
  ScalableDimension: dimension,
};

interface Resource {
  readonly ServiceNamespace: z.output<typeof namespace>;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: z.output<typeof dimension> | undefined;
}

export const desiredCount = 'ecs:service:DesiredCount';

/** Raises `ValidationException` for what is scaled on AWS and is not a service of ECS, naming it. */
export function requireService(resource: Resource): void {
  requireEcs(resource);
  const { ResourceId: id, ScalableDimension: given = desiredCount } = resource;
  const isService = id === undefined || /^service\/[^/]+\/[^/]+$/.test(id);
  if (isService && given === desiredCount) return;
  throw invalid('Unsupported service namespace, resource type or scalable dimension');
}

/** The same for a filter of a list: there is nothing of other services of AWS, which is no error. */
export function requireListed(filter: Resource): void {
  if (filter.ServiceNamespace === 'ecs') requireService(filter);
}

/** A dimension alone is no filter. Raises `ValidationException`. */
export function requireResource({ ResourceId: id, ScalableDimension: given }: Resource): void {
  if (given === undefined || id !== undefined) return;
  throw invalid('Scalable dimension cannot be specified without a resource ID');
}

function requireEcs({ ServiceNamespace: given }: Pick<Resource, 'ServiceNamespace'>): void {
  if (given === 'ecs') return;
  throw invalid(
    `The local environment scales services of ECS alone: the namespace ${given} is not supported.`,
  );
}

/** A target in AWS's words, for errors. */
export function named(id: string): string {
  return `service namespace: ecs, resource ID: ${id}, scalable dimension: ${desiredCount}`;
}
