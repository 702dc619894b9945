import type { AwsClients } from '../../aws/clients.ts';
import { isNamed } from '../../failure/error-name.ts';

/** A value of Secrets Manager or of Parameter Store. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Sets the value of a secret; false if there is no secret of that name. */
export async function putSecretValue(clients: AwsClients, { name, value }: NamedValue): Promise<boolean> {
  const secretsManager = await clients.secretsManager();
  try {
    await secretsManager.putSecretValue({ SecretId: name, SecretString: value });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Whether Secrets Manager has no secret of a name, or no value of it. */
export function isNotFound(error: unknown): boolean {
  return isNamed(error, 'ResourceNotFoundException');
}

export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** Puts a value into Parameter Store, a plain string unless it has a type, in the place of one of that name. */
export async function putParameter(
  clients: AwsClients,
  { name, value, type = 'String' }: NamedValue & { readonly type?: ParameterType },
): Promise<void> {
  const ssm = await clients.ssm();
  await ssm.putParameter({ Name: name, Value: value, Type: type, Overwrite: true });
}
