import { z } from 'zod';
import type { GenerateSecretString, SecretDefinition } from '../model/secrets.ts';
import { unencryptedAtRest } from '../properties/common-reasons.ts';
import { present } from '../properties/present.ts';
import { readProperties } from '../properties/read-properties.ts';
import { rejectDuplicates } from '../properties/reject-duplicates.ts';
import { flag, keyValues, number, text } from '../properties/scalars.ts';
import { recorded, refused } from '../properties/standing.ts';
import { uniqueList } from '../properties/unique-list.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../resolution/resolved-template.ts';
import { readRemoval } from './removal.ts';
import { readRotations } from './secret-rotation.ts';

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
const generate = z
  .strictObject({
    SecretStringTemplate: text.optional(),
    GenerateStringKey: text.optional(),
    PasswordLength: number
      .refine((length) => length >= 1 && length <= 4096, 'a password has 1 to 4096 characters')
      .default(32),
    ExcludeCharacters: text.default(''),
    ExcludeLowercase: flag.default(false),
    ExcludeUppercase: flag.default(false),
    ExcludeNumbers: flag.default(false),
    ExcludePunctuation: flag.default(false),
    IncludeSpace: flag.default(false),
    RequireEachIncludedType: flag.default(true),
  })
  .refine(
    ({ SecretStringTemplate, GenerateStringKey }) =>
      (SecretStringTemplate === undefined) === (GenerateStringKey === undefined),
    { error: 'SecretStringTemplate and GenerateStringKey must be set together', path: ['GenerateStringKey'] },
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html */
export const secretSchema = z
  .strictObject({
    Name: text
      .refine(
        (name) => /^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name),
        'expected 1 to 512 letters, digits and characters of /_+=.@-',
      )
      .optional(),
    Description: text.optional(),
    SecretString: text.optional(),
    GenerateSecretString: generate.optional(),
    KmsKeyId: recorded(unencryptedAtRest, text),
    ReplicaRegions: recorded(
      'There is only one local region.',
      uniqueList(z.strictObject({ Region: text, KmsKeyId: text.optional() }), 'Region'),
    ),
    Tags: keyValues.optional(),
    Type: refused('secrets managed by AWS partners are not available locally'),
  })
  .refine(
    ({ SecretString, GenerateSecretString }) =>
      SecretString === undefined || GenerateSecretString === undefined,
    { error: 'set either SecretString or GenerateSecretString, not both', path: ['SecretString'] },
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html */
export const secretTargetAttachmentSchema = z.strictObject({
  SecretId: text,
  TargetId: text,
  TargetType: text.pipe(z.literal('AWS::RDS::DBInstance', 'only database instances run locally')),
});

/** Secrets: how their value is generated, and the database whose connection details are added to it. */
export function readSecrets(template: ResolvedTemplate): readonly SecretDefinition[] {
  const attached = readAttachments(template);
  const rotations = readRotations(template);
  return resourcesOfType(template, 'AWS::SecretsManager::Secret').map((resource) => {
    const properties = readProperties(resource, secretSchema);
    return present({
      logicalId: resource.logicalId,
      name: properties.Name ?? generatedName(template, resource),
      removal: readRemoval(resource),
      value: properties.SecretString,
      generate: properties.GenerateSecretString && toGenerate(properties.GenerateSecretString),
      attachedDatabase: attached.get(resource.logicalId),
      rotation: rotations.get(resource.logicalId),
    });
  });
}

/** Logical id of the secret to that of the database. */
function readAttachments(template: ResolvedTemplate): ReadonlyMap<string, string> {
  const attachments = resourcesOfType(template, 'AWS::SecretsManager::SecretTargetAttachment');
  const read = attachments.map((resource) => ({
    resource,
    properties: readProperties(resource, secretTargetAttachmentSchema),
  }));
  rejectDuplicates(read, 'SecretId', ({ properties }) => properties.SecretId);
  return new Map(
    read.map(({ resource: { logicalId: by }, properties: { SecretId, TargetId } }) => [
      find(template, 'AWS::SecretsManager::Secret', SecretId, `${by}.SecretId`),
      find(template, 'AWS::RDS::DBInstance', TargetId, `${by}.TargetId`),
    ]),
  );
}

function find(template: ResolvedTemplate, type: string, value: string, referredBy: string): string {
  return resourceWithValue(template, { types: [type], value }, referredBy).logicalId;
}

/** CloudFormation makes a name of the stack's name and the logical id; a hash follows on AWS only. */
function generatedName(template: ResolvedTemplate, resource: ResolvedResource): string {
  return `${template.stackName}-${resource.logicalId}`;
}

/** The rules by which the value of a secret is generated; undefined if it is not. */
export function generationOf(resource: ResolvedResource): GenerateSecretString | undefined {
  const { GenerateSecretString: rules } = readProperties(resource, secretSchema);
  return rules === undefined ? undefined : toGenerate(rules);
}

function toGenerate(properties: z.output<typeof generate>): GenerateSecretString {
  return present({
    secretStringTemplate: properties.SecretStringTemplate,
    generateStringKey: properties.GenerateStringKey,
    passwordLength: properties.PasswordLength,
    excludeCharacters: properties.ExcludeCharacters,
    excludeLowercase: properties.ExcludeLowercase,
    excludeUppercase: properties.ExcludeUppercase,
    excludeNumbers: properties.ExcludeNumbers,
    excludePunctuation: properties.ExcludePunctuation,
    includeSpace: properties.IncludeSpace,
    requireEachIncludedType: properties.RequireEachIncludedType,
  });
}
