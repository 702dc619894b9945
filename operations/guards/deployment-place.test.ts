import { expect, test } from 'vitest';
import { assertPlace, type DeploymentPlace } from './deployment-place.ts';

const place: DeploymentPlace = {
  environment: 'staging',
  caller: { account: '111122223333' },
  stacks: [
    { name: 'spree-staging-certificate', account: '111122223333', region: 'us-east-1' },
    { name: 'spree-staging', account: '111122223333', region: 'ap-southeast-1' },
  ],
};

test('an environment is deployed to its own account and regions', () => {
  expect(() => assertPlace(place)).not.toThrow();
  expect(() => assertPlace({ ...place, region: 'ap-southeast-1' })).not.toThrow();
});

test('credentials of another account are refused, with both accounts', () => {
  expect(() => assertPlace({ ...place, caller: { account: '999988887777' } })).toThrow(
    expect.objectContaining({
      code: 'WRONG_ACCOUNT',
      message: 'staging belongs to account 111122223333, but the credentials are of account 999988887777',
    }),
  );
});

test.each(['eu-west-1', 'us-east-1'])('the region %s is refused, where the store is not', (region) => {
  expect(() => assertPlace({ ...place, region })).toThrow(
    expect.objectContaining({
      code: 'WRONG_REGION',
      hint: expect.stringContaining('--region ap-southeast-1'),
    }),
  );
});

test('a store in us-east-1 is in the region of its certificate', () => {
  const stacks = place.stacks.map((stack) => ({ ...stack, region: 'us-east-1' }));
  expect(() => assertPlace({ ...place, stacks, region: 'us-east-1' })).not.toThrow();
});

test('a draft, which names no account, is refused with the file that is to name it', () => {
  const stacks = place.stacks.map((stack) => ({ ...stack, account: undefined }));
  expect(() => assertPlace({ ...place, stacks })).toThrow(
    expect.objectContaining({
      code: 'ACCOUNT_NOT_SET',
      hint: expect.stringContaining('stack/environments/staging.ts'),
    }),
  );
});

test.each(['spree-production', 'spree-staging2'])('the stack %s is refused as one of staging', (name) => {
  const stacks = place.stacks.map((stack) => ({ ...stack, name }));
  expect(() => assertPlace({ ...place, stacks })).toThrow(expect.objectContaining({ code: 'WRONG_STACK' }));
});
