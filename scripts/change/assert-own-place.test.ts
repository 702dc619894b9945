import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertOwnPlace, stacksOf } from './assert-own-place.ts';

const region = 'ap-southeast-1';
const stacks = async () => [{ name: 'spree-staging', account: '111122223333', region }];
const place = { environment: 'staging', account: '111122223333', region };

test('a change goes to the account and region of the environment, and nowhere else', async () => {
  await assertOwnPlace(place, stacks);
  await expect(assertOwnPlace({ ...place, account: '999988887777' }, stacks)).rejects.toMatchObject({
    code: 'WRONG_ACCOUNT',
  });
  await expect(assertOwnPlace({ ...place, region: 'eu-west-1' }, stacks)).rejects.toMatchObject({
    code: 'WRONG_REGION',
  });
});

test('the account is that of the settings in the checkout, which have to name one', {
  timeout: 30_000,
}, async () => {
  const read = stacksOf(join(import.meta.dirname, '..', '..'));
  await expect(read('production')).rejects.toMatchObject({
    code: 'SYNTH_FAILED',
    message: expect.stringContaining('stack/environments/production.ts'),
  });
});
