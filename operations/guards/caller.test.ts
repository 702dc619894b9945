import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { readCaller } from './caller.ts';

async function clientsAnswering(answer: () => object) {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  answering(await clients.sts(), { GetCallerIdentity: answer });
  return clients;
}

const raising = (name: string, message: string) =>
  clientsAnswering(() => {
    throw Object.assign(new Error(message), { name });
  });

test('the caller is whom AWS sees', async () => {
  const arn = 'arn:aws:iam::111122223333:user/maria';
  const clients = await clientsAnswering(() => ({ Account: '111122223333', Arn: arn }));
  expect(await readCaller(clients)).toEqual({ account: '111122223333', arn });
});

test.each([
  ['CredentialsProviderError', 'NO_CREDENTIALS'],
  ['ExpiredToken', 'CREDENTIALS_EXPIRED'],
  ['TokenProviderError', 'CREDENTIALS_EXPIRED'],
  ['InvalidClientTokenId', 'CREDENTIALS_REFUSED'],
  ['constructor', 'CALLER_UNKNOWN'],
])('%s is %s, with what to do', async (name, code) => {
  const clients = await raising(name, 'no');
  await expect(readCaller(clients, {})).rejects.toMatchObject({ code, hint: expect.any(String) });
});

test('an unknown profile is named', async () => {
  const clients = await raising(
    'CredentialsProviderError',
    'Could not resolve credentials using profile: [wrok]',
  );
  await expect(readCaller(clients, { AWS_PROFILE: 'wrok' })).rejects.toThrow("AWS_PROFILE is 'wrok'");
});

test('an answer without an account is no caller', async () => {
  await expect(readCaller(await clientsAnswering(() => ({})), {})).rejects.toMatchObject({
    code: 'CALLER_UNKNOWN',
  });
});
