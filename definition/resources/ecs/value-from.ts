/** Where a container's secret comes from. */
export type SecretReference =
  | {
      readonly kind: 'secret';
      readonly query: {
        /** An ARN, with or without the six characters at its end that only Secrets Manager knows. */
        readonly secretId: string;
        readonly versionStage?: string;
        readonly versionId?: string;
      };
      readonly jsonKey?: string;
    }
  | { readonly kind: 'parameter'; readonly name: string };

/**
 * Reads ECS's `valueFrom`: an ARN of Secrets Manager, followed or not by `:json-key:version-stage:version-id`
 * (each may be empty), or the ARN or the name of an SSM parameter.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function parseValueFrom(valueFrom: string): SecretReference {
  const parts = valueFrom.split(':');
  if (parts[0] !== 'arn') return { kind: 'parameter', name: valueFrom };
  if (parts[2] === 'ssm') return { kind: 'parameter', name: parameterName(parts.slice(5).join(':')) };
  const [jsonKey, versionStage, versionId] = parts.slice(7);
  return {
    kind: 'secret',
    query: {
      secretId: parts.slice(0, 7).join(':'),
      ...(versionStage ? { versionStage } : {}),
      ...(versionId ? { versionId } : {}),
    },
    ...(jsonKey ? { jsonKey } : {}),
  };
}

/** `parameter/a/b` is the parameter `/a/b`, and `parameter/a` the parameter `a`. */
function parameterName(resource: string): string {
  const name = resource.replace(/^parameter\//, '');
  return name.includes('/') ? `/${name}` : name;
}
