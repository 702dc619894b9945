import { z } from 'zod';
import { type ResolvedTemplate, resourcesOfType } from '../resolved-template.ts';
import type { LogGroup } from '../workload.ts';
import { present } from './present.ts';
import { readProperties } from './read-properties.ts';
import { number } from './scalars.ts';

const schema = z.object({ RetentionInDays: number.optional() });

/** Log groups of CloudWatch Logs. */
export function readLogGroups(template: ResolvedTemplate): readonly LogGroup[] {
  return resourcesOfType(template, 'AWS::Logs::LogGroup').map((resource) => {
    const { RetentionInDays } = readProperties(resource, schema);
    const name = String(template.values(resource.logicalId, 'Ref'));
    return present({ logicalId: resource.logicalId, name, retentionDays: RetentionInDays });
  });
}
