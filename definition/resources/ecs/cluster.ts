import { z } from 'zod';
import type { Cluster } from '../../model/ecs.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { keyValues, text } from '../../properties/scalars.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';

const schema = z.object({
  ClusterName: text.optional(),
  ClusterSettings: z.array(z.object({ Name: text, Value: text })).default([]),
  Tags: keyValues.default({}),
});

/** Clusters; one without a name has its `Ref` as the name, which is what ECS generates. */
export function readClusters(template: ResolvedTemplate): readonly Cluster[] {
  return resourcesOfType(template, 'AWS::ECS::Cluster').map((resource) => {
    const { ClusterName, ClusterSettings, Tags } = readProperties(resource, schema);
    const generated = String(template.values(resource.logicalId, 'Ref') ?? resource.logicalId);
    const settings = Object.fromEntries(ClusterSettings.map(({ Name, Value }) => [Name, Value]));
    return { logicalId: resource.logicalId, name: ClusterName ?? generated, settings, tags: Tags };
  });
}
