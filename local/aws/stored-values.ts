import { allPages } from '../../aws/all-pages.ts';
import type { AwsClients } from '../../aws/clients.ts';
import {
  isNotFound,
  type NamedValue,
  type ParameterType,
  putParameter,
  putSecretValue,
} from './put-values.ts';

/** A value of Parameter Store with its type. */
export interface StoredParameter extends NamedValue {
  readonly type: ParameterType;
}

/** Values of Secrets Manager and of Parameter Store. */
export interface NamedValues {
  readonly secrets: readonly NamedValue[];
  readonly parameters: readonly NamedValue[];
}

/** What Secrets Manager and Parameter Store contain, whoever put it there. */
export interface StoredValues extends NamedValues {
  readonly parameters: readonly StoredParameter[];
}

/** Reads all of it. A secret that has no value, or a binary one, is left out. */
export async function readStoredValues(clients: AwsClients): Promise<StoredValues> {
  const [secrets, parameters] = await Promise.all([readSecrets(clients), readParameters(clients)]);
  return { secrets, parameters };
}

/** Puts all of it back; a secret that is not there is made. */
export async function putStoredValues(clients: AwsClients, stored: StoredValues): Promise<void> {
  const { secrets, parameters } = stored;
  await Promise.all([
    ...secrets.map((secret) => putSecret(clients, secret)),
    ...parameters.map((parameter) => putParameter(clients, parameter)),
  ]);
}

async function readSecrets(clients: AwsClients): Promise<readonly NamedValue[]> {
  const secretsManager = await clients.secretsManager();
  const found = await allPages(async (token) => {
    const page = await secretsManager.listSecrets(token === undefined ? {} : { NextToken: token });
    return { items: page.SecretList ?? [], next: page.NextToken };
  });
  const read = found.map(async ({ Name: name }) => {
    if (name === undefined) return [];
    const answer = await secretsManager.getSecretValue({ SecretId: name }).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
    return answer?.SecretString === undefined ? [] : [{ name, value: answer.SecretString }];
  });
  return (await Promise.all(read)).flat();
}

async function readParameters(clients: AwsClients): Promise<readonly StoredParameter[]> {
  const ssm = await clients.ssm();
  const described = await allPages(async (token) => {
    const page = await ssm.describeParameters(token === undefined ? {} : { NextToken: token });
    return { items: page.Parameters ?? [], next: page.NextToken };
  });
  const read = described.map(async ({ Name }) => {
    const { Parameter } = await ssm.getParameter({ Name, WithDecryption: true });
    const { Name: name, Value: value, Type: type } = Parameter ?? {};
    return name === undefined || value === undefined || type === undefined ? [] : [{ name, value, type }];
  });
  return (await Promise.all(read)).flat();
}

async function putSecret(clients: AwsClients, secret: NamedValue): Promise<void> {
  if (await putSecretValue(clients, secret)) return;
  const secretsManager = await clients.secretsManager();
  await secretsManager.createSecret({ Name: secret.name, SecretString: secret.value });
}
