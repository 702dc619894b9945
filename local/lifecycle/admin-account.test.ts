import { expect, test } from 'vitest';
import { exampleSecret } from '../../definition/testing/examples.ts';
import { Secret } from '../../failure/secret.ts';
import { adminAccount } from './admin-account.ts';

test('the account of the administrator comes from the secret that is named for it', () => {
  const value = new Secret('{"email":"admin@example.com","password":"swordfish"}');
  const secrets = [
    exampleSecret({ logicalId: 'Other', name: 'shop/database' }),
    exampleSecret({ logicalId: 'Admin', name: 'shop/admin' }),
  ];
  const kept = new Map([['Admin', { name: 'shop/admin', value }]]);
  const account = adminAccount({ secrets }, kept);
  expect(account).toMatchObject({ email: 'admin@example.com', secretName: 'shop/admin' });
  expect(account?.password.reveal()).toBe('swordfish');
  expect(JSON.stringify(account)).not.toContain('swordfish');
  expect(adminAccount({ secrets: [] }, kept)).toBeUndefined();
});
