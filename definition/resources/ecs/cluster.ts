import { z } from 'zod';
import type { Cluster } from '../../model/ecs.ts';
import { oneCapacity } from '../../properties/common-reasons.ts';
import { present } from '../../properties/present.ts';
import { recorded, refused } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';
import { capacityProviderStrategy, capacityProviders } from './capacity-provider-strategy.ts';
import { readEcsProperties } from './read-ecs-properties.ts';
import { isOfFargate } from './service-rules.ts';
import { tags } from './tags.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html */
const clusterSetting = z.strictObject({
  name: z.literal('containerInsights'),
  value: z.enum(['enabled', 'disabled', 'enhanced']),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterConfiguration.html */
const clusterConfiguration = z.strictObject({
  executeCommandConfiguration: z
    .strictObject({
      kmsKeyId: z.string().optional(),
      logging: z.enum(['NONE', 'DEFAULT', 'OVERRIDE']).optional(),
      logConfiguration: z
        .strictObject({
          cloudWatchEncryptionEnabled: z.boolean().optional(),
          cloudWatchLogGroupName: z.string().optional(),
          s3BucketName: z.string().optional(),
          s3EncryptionEnabled: z.boolean().optional(),
          s3KeyPrefix: z.string().optional(),
        })
        .optional(),
    })
    .refine(
      ({ logging, logConfiguration }) => (logging === 'OVERRIDE') === (logConfiguration !== undefined),
      {
        error: 'it is required if logging is OVERRIDE, and not allowed otherwise',
        path: ['logConfiguration'],
      },
    )
    .optional(),
  managedStorageConfiguration: z
    .strictObject({
      fargateEphemeralStorageKmsKeyId: z.string().optional(),
      kmsKeyId: z.string().optional(),
    })
    .optional(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
export const clusterSchema = z.strictObject({
  clusterName: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,255}$/, 'expected up to 255 letters, digits, hyphens and underscores')
    .optional(),
  clusterSettings: uniqueList(clusterSetting, 'name').default([]),
  capacityProviders: recorded(oneCapacity, capacityProviders),
  defaultCapacityProviderStrategy: recorded(oneCapacity, capacityProviderStrategy),
  configuration: recorded(
    'ECS Exec sessions are not logged, and storage is not encrypted.',
    clusterConfiguration,
  ),
  serviceConnectDefaults: refused('Service Connect is not available locally'),
  tags,
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-clustercapacityproviderassociations.html */
export const capacityProviderAssociationsSchema = z.strictObject({
  cluster: z.string(),
  capacityProviders: recorded(oneCapacity, capacityProviders),
  defaultCapacityProviderStrategy: recorded(oneCapacity, capacityProviderStrategy),
});

/** Clusters; one without a name has its `Ref` as the name, which is what ECS generates. */
export function readClusters(template: ResolvedTemplate): readonly Cluster[] {
  const associations = resourcesOfType(template, 'AWS::ECS::ClusterCapacityProviderAssociations').map(
    (resource) => readEcsProperties(resource, capacityProviderAssociationsSchema),
  );
  return resourcesOfType(template, 'AWS::ECS::Cluster').map((resource) => {
    const { clusterName, clusterSettings, ...input } = readEcsProperties(resource, clusterSchema);
    const generated = String(template.values(resource.logicalId, 'Ref') ?? resource.logicalId);
    const settings = Object.fromEntries(clusterSettings.map(({ name, value }) => [name, value]));
    const name = clusterName ?? generated;
    const associated = [input, ...associations.filter(({ cluster }) => nameOf(cluster) === name)];
    const strategies = associated.map(
      ({ defaultCapacityProviderStrategy = [] }) => defaultCapacityProviderStrategy,
    );
    const providers = associated.flatMap(({ capacityProviders = [] }) => capacityProviders);
    return present({
      logicalId: resource.logicalId,
      name,
      settings,
      runsOnFargate: strategies.some(isOfFargate) || undefined,
      capacityProviders: providers.length === 0 ? undefined : providers,
      tags: input.tags,
    });
  });
}

/** The name of a cluster that is referred to by its name or its ARN. */
const nameOf = (reference: string): string => reference.split('cluster/').at(-1) ?? reference;
