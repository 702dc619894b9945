import type { AwsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';

/** Reads values of Secrets Manager and of the SSM parameter store. Both raise `SECRET_UNAVAILABLE`. */
export interface SecretSource {
  secretValue(query: SecretQuery): Promise<Secret>;
  parameter(name: string): Promise<Secret>;
}

export interface SecretQuery {
  /** ARN, partial ARN or name. */
  readonly secretId: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** A `SecretSource` on the SDK's clients, which are asked for anew each time: the region may have changed. */
export function secretSource(clients: () => AwsClients): SecretSource {
  return {
    secretValue: (query) =>
      reading(query.secretId, async () => {
        const answer = await (await clients().secretsManager()).getSecretValue({
          SecretId: query.secretId,
          ...(query.versionStage === undefined ? {} : { VersionStage: query.versionStage }),
          ...(query.versionId === undefined ? {} : { VersionId: query.versionId }),
        });
        return answer.SecretString;
      }),
    parameter: (name) =>
      reading(name, async () => {
        const answer = await (await clients().ssm()).getParameter({ Name: name, WithDecryption: true });
        return answer.Parameter?.Value;
      }),
  };
}

async function reading(what: string, read: () => Promise<string | undefined>): Promise<Secret> {
  try {
    const value = await read();
    if (value !== undefined) return new Secret(value);
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Failure('SECRET_UNAVAILABLE', `The secret "${what}" cannot be read: ${said}`, { cause: error });
  }
  throw new Failure('SECRET_UNAVAILABLE', `The secret "${what}" has no string value.`);
}
