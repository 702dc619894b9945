import { Secret } from '../../../failure/secret.ts';
import type { NamedValue } from '../../aws/put-values.ts';
import type { SecretQuery } from '../../aws/secret-source.ts';
import type { NamedValues } from '../../aws/stored-values.ts';

/** Answers for LocalStack while it cannot. Undefined for what it did not have. */
export interface KeptValues {
  secretValue(query: SecretQuery): Promise<Secret | undefined>;
  parameter(name: string): Promise<Secret | undefined>;
}

/** `KeptValues` of what is read anew each time; where a name occurs twice the first one counts. */
export function keptValues(read: () => Promise<NamedValues>): KeptValues {
  return {
    secretValue: async (query) => {
      if (query.versionId !== undefined || (query.versionStage ?? current) !== current) return undefined;
      return asSecret((await read()).secrets.find(({ name }) => isSecretId(query.secretId, name)));
    },
    parameter: async (id) => asSecret((await read()).parameters.find(({ name }) => isParameterId(id, name))),
  };
}

const current = 'AWSCURRENT';

function asSecret(found: NamedValue | undefined): Secret | undefined {
  return found === undefined ? undefined : new Secret(found.value);
}

/**
 * A name, an ARN, or an ARN without the six characters that Secrets Manager adds.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
function isSecretId(id: string, name: string): boolean {
  const [, resource = id] = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.+)$/.exec(id) ?? [];
  if (resource === name) return true;
  return id !== resource && resource.startsWith(`${name}-`) && /^-\w{6}$/.test(resource.slice(name.length));
}

/** A name or an ARN, in which a name has one slash at its beginning. */
function isParameterId(id: string, name: string): boolean {
  const [, path] = /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter(\/.+)$/.exec(id) ?? [];
  return id === name || path === (name.startsWith('/') ? name : `/${name}`);
}
