import { z } from 'zod';
import type { GenerateSecretString, SecretDefinition } from '../model/secrets.ts';
import { present } from '../properties/present.ts';
import { readProperties } from '../properties/read-properties.ts';
import { flag, number, text } from '../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../resolution/resolved-template.ts';

const generate = z.object({
  SecretStringTemplate: text.optional(),
  GenerateStringKey: text.optional(),
  PasswordLength: number.default(32),
  ExcludeCharacters: text.default(''),
  ExcludeLowercase: flag.default(false),
  ExcludeUppercase: flag.default(false),
  ExcludeNumbers: flag.default(false),
  ExcludePunctuation: flag.default(false),
  IncludeSpace: flag.default(false),
  RequireEachIncludedType: flag.default(true),
});

const schema = z.object({ Name: text.optional(), GenerateSecretString: generate.optional() });
const attachmentSchema = z.object({ SecretId: text, TargetId: text, TargetType: text });

/** Secrets: how their value is generated, and the database whose connection details are added to it. */
export function readSecrets(template: ResolvedTemplate): readonly SecretDefinition[] {
  const attached = readAttachments(template);
  return resourcesOfType(template, 'AWS::SecretsManager::Secret').map((resource) => {
    const properties = readProperties(resource, schema);
    return present({
      logicalId: resource.logicalId,
      name: properties.Name ?? generatedName(template, resource),
      generate: properties.GenerateSecretString && toGenerate(properties.GenerateSecretString),
      attachedDatabase: attached.get(resource.logicalId),
    });
  });
}

/** Logical id of the secret to that of the database. */
function readAttachments(template: ResolvedTemplate): ReadonlyMap<string, string> {
  const attachments = resourcesOfType(template, 'AWS::SecretsManager::SecretTargetAttachment');
  return new Map(
    attachments
      .map((resource) => ({ by: resource.logicalId, properties: readProperties(resource, attachmentSchema) }))
      .filter(({ properties }) => properties.TargetType === 'AWS::RDS::DBInstance')
      .map(({ by, properties: { SecretId, TargetId } }) => [
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
