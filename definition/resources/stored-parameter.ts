import { z } from 'zod';
import type { StoredParameter } from '../model/parameters.ts';
import { readProperties } from '../properties/read-properties.ts';
import { text, textRecord } from '../properties/scalars.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const storedParameterSchema = z.strictObject({
  Name: text.optional(),
  Type: z.enum(['String', 'StringList'], 'CloudFormation makes parameters of String and StringList alone'),
  Value: text,
  Description: text.optional(),
  AllowedPattern: text.optional(),
  DataType: z.enum(['text', 'aws:ec2:image']).optional(),
  Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
  Policies: text.optional(),
  Tags: textRecord.optional(),
});

/** The parameters that the template puts into Parameter Store. */
export function readStoredParameters(template: ResolvedTemplate): readonly StoredParameter[] {
  return resourcesOfType(template, 'AWS::SSM::Parameter').map((resource) => {
    readProperties(resource, storedParameterSchema);
    const { logicalId } = resource;
    return { logicalId, name: String(template.values(logicalId, 'Ref')) };
  });
}
