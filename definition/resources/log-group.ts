import { z } from 'zod';
import type { LogGroup } from '../model/logs.ts';
import { present } from '../properties/present.ts';
import { readProperties } from '../properties/read-properties.ts';
import { number } from '../properties/scalars.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';

const schema = z.object({ RetentionInDays: number.optional() });

/** Log groups of CloudWatch Logs. */
export function readLogGroups(template: ResolvedTemplate): readonly LogGroup[] {
  return resourcesOfType(template, 'AWS::Logs::LogGroup').map((resource) => {
    const { RetentionInDays } = readProperties(resource, schema);
    const name = String(template.values(resource.logicalId, 'Ref'));
    return present({ logicalId: resource.logicalId, name, retentionDays: RetentionInDays });
  });
}
