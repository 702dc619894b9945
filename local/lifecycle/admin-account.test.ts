import { expect, test } from 'vitest';
import { exampleContainer, exampleSecret, exampleTaskDefinition } from '../../definition/testing/examples.ts';
import { Secret } from '../../failure/secret.ts';
import { adminAccount } from './admin-account.ts';

const value = new Secret('{"email":"admin@example.com","password":"swordfish"}');
const secrets = [
  exampleSecret({ logicalId: 'Other', name: 'shop/database' }),
  exampleSecret({ logicalId: 'Admin', name: 'shop/admin' }),
];
const kept = new Map([['Admin', { name: 'shop/admin', value }]]);
const tasks = (...names: readonly string[]) =>
  names.map((name) => exampleTaskDefinition({ containerDefinitions: [exampleContainer({ name })] }));

test('the account of the administrator comes from the secret that is named for it', () => {
  const account = adminAccount({ secrets, taskDefinitions: tasks('web', 'seed') }, kept);
  expect(account).toMatchObject({ email: 'admin@example.com', secretName: 'shop/admin' });
  expect(account?.password.reveal()).toBe('swordfish');
  expect(JSON.stringify(account)).not.toContain('swordfish');
  expect(adminAccount({ secrets: [], taskDefinitions: tasks('seed') }, kept)).toBeUndefined();
});

test('there is no account where no seeds make it, though a load test would be told of it', () => {
  expect(
    adminAccount({ secrets, taskDefinitions: tasks('web', 'oneoff', 'loadtest') }, kept),
  ).toBeUndefined();
});
