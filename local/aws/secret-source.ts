import { z } from 'zod';
import type { AwsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { isNotFound } from './put-values.ts';

/** Secrets Manager or Parameter Store, as ECS calls them. */
type Store = 'asm' | 'ssm';

/** A value that cannot be read: it does not exist, the server does not respond, or access is denied. */
export class SecretUnavailable extends Failure {
  readonly kind: 'missing' | 'unreachable' | 'refused';
  readonly store: Store;

  constructor(message: string, kind: SecretUnavailable['kind'], store: Store, cause?: unknown) {
    super('SECRET_UNAVAILABLE', message, { cause });
    this.kind = kind;
    this.store = store;
  }
}

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

/** A `SecretSource` on the SDK's clients, which are requested each time: the region may have changed. */
export function secretSource(clients: () => AwsClients): SecretSource {
  return {
    secretValue: (query) =>
      reading('asm', query.secretId, async () => {
        const secretsManager = await clients().secretsManager();
        const read = async (SecretId: string) =>
          await secretsManager.getSecretValue({
            SecretId,
            ...(query.versionStage === undefined ? {} : { VersionStage: query.versionStage }),
            ...(query.versionId === undefined ? {} : { VersionId: query.versionId }),
          });
        const answer = await read(query.secretId).catch(async (error: unknown) => {
          const partial = withoutSuffix(query.secretId);
          if (partial === query.secretId || !isNotFound(error)) throw error;
          return await read(partial);
        });
        return answer.SecretString;
      }),
    parameter: (name) =>
      reading('ssm', name, async () => {
        const answer = await (await clients().ssm()).getParameter({ Name: name, WithDecryption: true });
        return answer.Parameter?.Value;
      }),
  };
}

/** An ARN without the six characters that Secrets Manager appended to the name, which are others here. */
function withoutSuffix(secretId: string): string {
  return secretId.startsWith('arn:') ? secretId.replace(/-[A-Za-z0-9]{6}$/, '') : secretId;
}

async function reading(store: Store, what: string, read: () => Promise<string | undefined>): Promise<Secret> {
  try {
    const value = await read();
    if (value !== undefined) return new Secret(value);
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new SecretUnavailable(`The secret "${what}" cannot be read: ${said}`, kindOf(error), store, error);
  }
  throw new SecretUnavailable(`The secret "${what}" has no string value.`, 'refused', store);
}

const missing: ReadonlySet<string> = new Set(['ResourceNotFoundException', 'ParameterNotFound']);

const answered = z.object({ $metadata: z.object({ httpStatusCode: z.number().lt(500) }) });

/** The SDK notes the status of an answer, and none where there was no answer; a server that starts answers 503. */
function kindOf(error: unknown): SecretUnavailable['kind'] {
  if (error instanceof Error && missing.has(error.name)) return 'missing';
  return answered.safeParse(error).success ? 'refused' : 'unreachable';
}
