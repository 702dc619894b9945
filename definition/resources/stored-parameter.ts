import { z } from 'zod';
import type { StoredParameter } from '../model/parameters.ts';
import { readProperties } from '../properties/read-properties.ts';
import { refinedBy, text, textRecord } from '../properties/scalars.ts';
import { withoutValues } from '../properties/standing.ts';
import { whyReadOtherwise } from '../resolution/java-pattern.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';

const longest = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 } as const;

const shortText = text.refine((value) => value.length <= 1024, 'expected up to 1024 characters');

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const storedParameterSchema = z
  .strictObject({
    Name: refinedBy(whyBadName).optional(),
    Type: z.enum(
      ['String', 'StringList'],
      'CloudFormation can create only parameters of type String and StringList',
    ),
    Value: text.refine((value) => value !== '', 'a parameter needs a value of at least one character'),
    Description: shortText.optional(),
    AllowedPattern: withoutValues(refinedBy(whyBadPattern).optional(), whyReadOtherwise),
    DataType: z.enum(['text', 'aws:ec2:image']).optional(),
    Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
    Policies: text.optional(),
    Tags: textRecord.optional(),
  })
  .superRefine(({ Value, AllowedPattern, DataType, Tier = 'Standard', Policies }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const bytes = Buffer.byteLength(Value);
    if (bytes > longest[Tier])
      fault('Value', `it has ${bytes} bytes; the tier ${Tier} allows ${longest[Tier]}`);
    if (AllowedPattern !== undefined && !matches(AllowedPattern, Value))
      fault('Value', `it does not match AllowedPattern, which is ${AllowedPattern}`);
    if (DataType === 'aws:ec2:image' && !/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(Value))
      fault('Value', 'the data type aws:ec2:image requires the ID of an image');
    if (Policies !== undefined && Tier === 'Standard')
      fault('Policies', 'parameters of the tier Standard have none');
  });

/** The parameters that the template puts into Parameter Store. */
export function readStoredParameters(template: ResolvedTemplate): readonly StoredParameter[] {
  return resourcesOfType(template, 'AWS::SSM::Parameter').map((resource) => {
    readProperties(resource, storedParameterSchema);
    const { logicalId } = resource;
    return { logicalId, name: String(template.values(logicalId, 'Ref')) };
  });
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
function whyBadName(name: string): string | undefined {
  if (!/^[A-Za-z0-9_.\-/]+$/.test(name)) return 'expected letters, digits and _ . - /';
  if (name.length > 1011) return 'expected up to 1011 characters';
  if (/^\/?(aws|ssm)/i.test(name)) return 'names that begin with aws or ssm are reserved for AWS';
  if (name.includes('/') && !name.startsWith('/')) return 'a hierarchical name must begin with /';
  return name.split('/').length > 16 ? 'expected up to 15 levels' : undefined;
}

function whyBadPattern(pattern: string): string | undefined {
  if (pattern.length > 1024) return 'expected up to 1024 characters';
  if (whyReadOtherwise(pattern) !== undefined) return undefined;
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    return 'it is not a valid regular expression';
  }
}

/** Assumed: the pattern is looked for anywhere in the value, as nothing says that it has to be the whole. */
function matches(pattern: string, value: string): boolean {
  const isReadable = (whyReadOtherwise(pattern) ?? whyBadPattern(pattern)) === undefined;
  return !isReadable || new RegExp(pattern).test(value);
}
