import { expect, test } from 'vitest';
import { keptValues } from './kept-values.ts';

const kept = keptValues(async () => ({
  secrets: [
    { name: 'shop/database', value: 'changed by hand' },
    { name: 'shop/database', value: 'deployed' },
    { name: 'shop/database-reader', value: 'reader' },
  ],
  parameters: [
    { name: '/shop/host', value: 'localhost' },
    { name: 'plain', value: 'text' },
  ],
}));
const arn = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop/database';

test.each([
  ['its name', 'shop/database', 'changed by hand'],
  ['its ARN', `${arn}-Ab12Cd`, 'changed by hand'],
  ['its ARN without the end that Secrets Manager adds', arn, 'changed by hand'],
  ['the name of another one that begins alike', 'shop/database-reader', 'reader'],
  ['the ARN of another one that begins alike', `${arn}-reader-Ab12Cd`, 'reader'],
])('a secret is found by %s', async (_, secretId, value) => {
  expect((await kept.secretValue({ secretId }))?.reveal()).toBe(value);
});

test('a certain version of a secret is not known', async () => {
  const current = { secretId: 'shop/database', versionStage: 'AWSCURRENT' };
  expect(await kept.secretValue(current)).toBeDefined();
  expect(await kept.secretValue({ ...current, versionStage: 'AWSPREVIOUS' })).toBeUndefined();
  expect(await kept.secretValue({ ...current, versionId: '1' })).toBeUndefined();
  expect(await kept.secretValue({ secretId: 'shop/other' })).toBeUndefined();
});

test.each([
  ['/shop/host', 'localhost'],
  ['arn:aws:ssm:eu-west-1:000000000000:parameter/shop/host', 'localhost'],
  ['plain', 'text'],
  ['arn:aws:ssm:eu-west-1:000000000000:parameter/plain', 'text'],
  ['/plain', undefined],
])('the parameter %s', async (name, value) => {
  expect((await kept.parameter(name))?.reveal()).toBe(value);
});
