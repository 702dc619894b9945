import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../resolution/resolved-template.ts';

/** A part of a secret that something asks for; without a key the whole of it. */
export interface SecretUse {
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

const given = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({ SecretStringTemplate: z.string().optional(), GenerateStringKey: z.string().optional() })
    .optional(),
});
const object = z.record(z.string(), z.unknown());

/** What a target attachment adds. */
const ofDatabase = ['engine', 'host', 'port', 'dbname', 'dbInstanceIdentifier'];

/**
 * Why a secret of the template cannot provide the requested value when the stack is created; undefined if it
 * can.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export function whyUnusable(
  template: ResolvedTemplate,
  secret: ResolvedResource,
  { jsonKey, versionStage, versionId }: SecretUse,
): string | undefined {
  const name = secret.logicalId;
  if (versionId !== undefined) return `the version IDs of ${name} are unknown until it is created`;
  if (versionStage !== undefined && versionStage !== 'AWSCURRENT') {
    return `the secret ${name} of the template has no version other than AWSCURRENT`;
  }
  if (jsonKey === undefined || isFilledByHand(secret)) return undefined;
  const keys = keysOf(template, secret);
  if (keys === undefined) return `the value of the secret ${name} is not a JSON object`;
  return keys.includes(jsonKey)
    ? undefined
    : `the secret ${name} has no key ${jsonKey}, only ${keys.join(', ')}`;
}

/** It has no value until one is set. */
function isFilledByHand({ properties }: ResolvedResource): boolean {
  return properties.SecretString === undefined && properties.GenerateSecretString === undefined;
}

function keysOf(template: ResolvedTemplate, secret: ResolvedResource): readonly string[] | undefined {
  const { SecretString, GenerateSecretString } = given.safeParse(secret.properties).data ?? {};
  const text = SecretString ?? GenerateSecretString?.SecretStringTemplate;
  const written = text === undefined ? undefined : object.safeParse(parseJson(text)).data;
  if (written === undefined) return undefined;
  const generated = [GenerateSecretString?.GenerateStringKey ?? []].flat();
  return [
    ...new Set([...Object.keys(written), ...generated, ...(isAttached(template, secret) ? ofDatabase : [])]),
  ];
}

function isAttached(template: ResolvedTemplate, { logicalId }: ResolvedResource): boolean {
  const arn = template.values(logicalId, 'Ref');
  const attachments = resourcesOfType(template, 'AWS::SecretsManager::SecretTargetAttachment');
  return attachments.some(({ properties }) => properties.SecretId === arn);
}

/** The secret of the template with an ARN, with or without the six characters that Secrets Manager appends, or a name. */
export function secretWithId(template: ResolvedTemplate, secretId: string): ResolvedResource | undefined {
  const ids = [secretId, secretId.replace(/-[A-Za-z0-9]{6}$/, '')];
  return resourcesOfType(template, 'AWS::SecretsManager::Secret').find(
    ({ logicalId, properties }) =>
      ids.includes(String(template.values(logicalId, 'Ref'))) || ids.includes(String(properties.Name)),
  );
}
