import { expect, test } from 'vitest';
import { targetOnAws } from '../../operations/target.ts';
import { deployedStore, deployedText } from './deployed.ts';

const released = { release: 'abc', digest: 'sha256:1', storefrontUrl: 'https://shop.example', revisions: {} };
const staging = targetOnAws('staging', 'eu-west-1');

test('after the first deployment it is said how to sign in, without the password', async () => {
  const deployed = await deployedStore(released, staging, true);
  const accountCommand =
    'aws secretsmanager get-secret-value --secret-id spree-staging/admin --query SecretString --output text --region eu-west-1';
  expect(deployed).toEqual({
    ...released,
    signIn: { url: 'https://shop.example/admin', accountCommand },
  });
  expect(deployedText(deployed, 'staging')).toBe(`\
abc runs in staging: https://shop.example
Sign in at https://shop.example/admin. This prints the account and its password:
  ${accountCommand}`);
});

test('a later deployment says what runs', async () => {
  const deployed = await deployedStore(released, staging, false);
  expect(deployed).toEqual(released);
  expect(deployedText(deployed, 'staging')).toBe('abc runs in staging: https://shop.example');
});
