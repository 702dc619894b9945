/** A value that CloudFormation reads from another service when it deploys. */
export type DynamicReference =
  | {
      readonly service: 'secretsmanager';
      /** A name or an ARN. */
      readonly secretId: string;
      readonly jsonKey?: string;
      readonly versionStage?: string;
      readonly versionId?: string;
    }
  | { readonly service: 'ssm' | 'ssm-secure'; readonly parameter: string; readonly version?: string };

const secretArnParts = 7;

/**
 * Reads `{{resolve:secretsmanager:ID:SecretString:KEY:STAGE:VERSION}}` or `{{resolve:ssm:NAME:VERSION}}`;
 * undefined if the text is none.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function parseDynamicReference(text: string): DynamicReference | undefined {
  const [, service, rest = ''] = /^\{\{resolve:([a-z-]+):(.*)\}\}$/.exec(text) ?? [];
  if (service === 'secretsmanager') return parseSecret(rest.split(':'));
  if (service !== 'ssm' && service !== 'ssm-secure') return undefined;
  const [parameter = '', version] = rest.split(':');
  return { service, parameter, ...(version ? { version } : {}) };
}

/** `SecretString` is the one kind that CloudFormation reads. */
function parseSecret(parts: readonly string[]): DynamicReference | undefined {
  const idLength = parts[0] === 'arn' ? secretArnParts : 1;
  const secretId = parts.slice(0, idLength).join(':');
  const [kind = '', jsonKey, versionStage, versionId] = parts.slice(idLength);
  if (kind !== '' && kind !== 'SecretString') return undefined;
  return {
    service: 'secretsmanager',
    secretId,
    ...(jsonKey ? { jsonKey } : {}),
    ...(versionStage ? { versionStage } : {}),
    ...(versionId ? { versionId } : {}),
  };
}
