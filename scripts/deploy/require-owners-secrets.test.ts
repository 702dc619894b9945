import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { requireOwnersSecrets } from './require-owners-secrets.ts';

const region = 'eu-west-1';
const wanted = { names: ['spree-staging/smtp'], region, runAgain: 'deploy it' };

async function required(answer: () => object): Promise<unknown> {
  const clients = awsClients({ environment: 'staging', region });
  answering(await clients.secretsManager(), { DescribeSecret: answer });
  return await requireOwnersSecrets(clients, wanted).then(
    () => 'is there',
    (error: unknown) => error,
  );
}

const $metadata = {};

test('a secret that is there lets the deployment go on', async () => {
  expect(await required(() => ({ $metadata, Name: 'spree-staging/smtp' }))).toBe('is there');
});

test('a secret that is missing is made in the region of the store', async () => {
  const missing = () => {
    throw Object.assign(new Error('not there'), { name: 'ResourceNotFoundException' });
  };
  expect(await required(missing)).toMatchObject({
    code: 'NO_MAIL_SECRET',
    hint: expect.stringContaining('create-secret --region eu-west-1 --name spree-staging/smtp'),
  });
});

test('a secret that was deleted is restored, as none can be made by its name', async () => {
  expect(await required(() => ({ $metadata, DeletedDate: new Date(0) }))).toMatchObject({
    code: 'NO_MAIL_SECRET',
    message: expect.stringContaining('scheduled for deletion'),
    hint: expect.stringContaining('restore-secret --region eu-west-1 --secret-id spree-staging/smtp'),
  });
});
