import { z } from 'zod';
import type { Cluster } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';
import { recorded, refused } from '../../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';
import { readEcsProperties } from './read-ecs-properties.ts';
import { isOfFargate } from './service-rules.ts';
import { tags } from './tags.ts';

const oneMachine = 'There is one machine and so no choice of capacity.';

const strategySchema = z
  .array(
    z.strictObject({
      capacityProvider: z.string(),
      base: z.int().optional(),
      weight: z.int().optional(),
    }),
  )
  .default([]);

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
export const clusterSchema = z.strictObject({
  clusterName: z.string().optional(),
  clusterSettings: z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]),
  capacityProviders: recorded(oneMachine, z.array(z.string())),
  defaultCapacityProviderStrategy: recorded(oneMachine, strategySchema),
  configuration: recorded('Sessions of ECS Exec are not logged, and storage is not encrypted.'),
  serviceConnectDefaults: refused('Service Connect does not run locally'),
  tags,
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-clustercapacityproviderassociations.html */
export const capacityProviderAssociationsSchema = z.strictObject({
  cluster: z.string(),
  capacityProviders: recorded(oneMachine, z.array(z.string())),
  defaultCapacityProviderStrategy: recorded(oneMachine, strategySchema),
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
    const strategies = [input, ...associations.filter(({ cluster }) => nameOf(cluster) === name)].map(
      ({ defaultCapacityProviderStrategy }) => strategySchema.parse(defaultCapacityProviderStrategy),
    );
    return present({
      logicalId: resource.logicalId,
      name,
      settings,
      runsOnFargate: strategies.some(isOfFargate) || undefined,
      tags: input.tags,
    });
  });
}

/** The name of a cluster that is referred to by its name or its ARN. */
const nameOf = (reference: string): string => reference.split('cluster/').at(-1) ?? reference;
