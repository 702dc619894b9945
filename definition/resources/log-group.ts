import { z } from 'zod';
import type { LogGroup } from '../model/logs.ts';
import { unencryptedAtRest } from '../properties/common-reasons.ts';
import { readProperties } from '../properties/read-properties.ts';
import { flag, keyValues, number, text } from '../properties/scalars.ts';
import { approximated, recorded, refused } from '../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545],
  ...[731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

const document = z.record(z.string(), z.json());

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroupSchema = z.strictObject({
  LogGroupName: text
    .refine(
      (name) => /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name),
      'expected 1 to 512 letters, digits and characters of -_/.#',
    )
    .optional(),
  RetentionInDays: approximated(
    number
      .refine((days) => retentions.includes(days), `expected one of ${retentions.join(', ')} days`)
      .optional(),
    'LocalStack reports the retention period but deletes no log events; they are lost when it stops.',
  ),
  LogGroupClass: recorded(
    'Log events are stored the same way for every class.',
    z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']),
  ),
  KmsKeyId: recorded(unencryptedAtRest, text),
  DataProtectionPolicy: refused('log events would be shown unmasked'),
  FieldIndexPolicies: recorded('CloudWatch Logs Insights is not available locally.', z.array(document)),
  ResourcePolicyDocument: recorded('LocalStack does not enforce policies.', document),
  DeletionProtectionEnabled: recorded('Log groups are lost when LocalStack stops.', flag),
  BearerTokenAuthenticationEnabled: recorded('Only the control plane writes log events.', flag),
  Tags: keyValues.optional(),
});

/** Log groups of CloudWatch Logs; LocalStack gets the rest of their properties as the template has them. */
export function readLogGroups(template: ResolvedTemplate): readonly LogGroup[] {
  return resourcesOfType(template, 'AWS::Logs::LogGroup').map((resource) => {
    readProperties(resource, logGroupSchema);
    return { logicalId: resource.logicalId, name: String(template.values(resource.logicalId, 'Ref')) };
  });
}
