import { z } from 'zod';
import { type ResolvedTemplate, resourcesOfType } from '../resolved-template.ts';
import type { Cluster } from '../workload.ts';
import { readProperties } from './read-properties.ts';
import { text } from './scalars.ts';

const schema = z.object({ ClusterName: text.optional() });

/** Clusters; one without a name has its `Ref` as the name, which is what ECS generates. */
export function readClusters(template: ResolvedTemplate): readonly Cluster[] {
  return resourcesOfType(template, 'AWS::ECS::Cluster').map((resource) => {
    const { ClusterName } = readProperties(resource, schema);
    const generated = String(template.values(resource.logicalId, 'Ref') ?? resource.logicalId);
    return { logicalId: resource.logicalId, name: ClusterName ?? generated };
  });
}
