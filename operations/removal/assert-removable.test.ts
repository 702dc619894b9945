import { expect, test, vi } from 'vitest';
import { synthesize } from '../../stack/testing/synthesize.ts';
import { assertRemovable } from './assert-removable.ts';
import { readDeployedStack } from './deployed-stack.ts';
import { deployedIn } from './testing/deployed-in.ts';

// A synth is slow where much else runs.
vi.setConfig({ testTimeout: 30_000 });

const environment = 'production';
const stack = 'spree-production';

function template(changes: object): unknown {
  const { templates } = synthesize({ environment, draft: '', imageTag: '1' }, { changes });
  return templates.get(stack)?.toJSON();
}

const own = {
  ...{ account: '111122223333', adminEmail: 'a@example.com', alarmEmails: ['a@example.com'] },
  mail: { from: 'a@example.com', host: 'mail.example.com', port: 587, secretName: 'spree/smtp' },
};

test('a store in service is refused, with each part that is protected and how to switch it off', async () => {
  const clients = await deployedIn({
    stack,
    template: template({ ...own, isInService: true }),
    isProtected: true,
  });
  const deployed = await readDeployedStack(clients, { environment, stack });
  expect(() => assertRemovable(deployed)).toThrow(
    expect.objectContaining({
      code: 'STACK_PROTECTED',
      message: expect.stringMatching(/the stack spree-production, .*DBInstance.*LoadBalancer/),
      hint: expect.stringContaining('isInService: false in stack/environments/production.ts'),
    }),
  );
});

test('a store out of service can be deleted, and it is known what outlives it', async () => {
  const clients = await deployedIn({
    stack,
    template: template({ ...own, isInService: false }),
    isProtected: false,
  });
  const deployed = await readDeployedStack(clients, { environment, stack });
  expect(() => assertRemovable(deployed)).not.toThrow();
  const fates = deployed.contents.filter(({ type }) =>
    ['AWS::RDS::DBInstance', 'AWS::S3::Bucket'].includes(type),
  );
  expect(new Set(fates.map(({ type, whenDeleted }) => `${type} ${whenDeleted}`))).toEqual(
    new Set(['AWS::RDS::DBInstance leaves a snapshot', 'AWS::RDS::DBInstance goes', 'AWS::S3::Bucket stays']),
  );
});

test('a stack that was deleted already is known by what it has left', async () => {
  const clients = await deployedIn({
    ...{ stack, template: template({ ...own, isInService: false }), isProtected: false },
    isDeleted: true,
  });
  const { contents } = await readDeployedStack(clients, { environment, stack });
  expect(new Set(contents.map(({ type }) => type))).toEqual(
    new Set(['AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::RDS::DBInstance']),
  );
});

test('a stack that is not there is said to be gone', async () => {
  const clients = await deployedIn(undefined);
  await expect(readDeployedStack(clients, { environment, stack })).rejects.toMatchObject({
    code: 'NO_SUCH_STACK',
  });
});
