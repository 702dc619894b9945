import { expect, test } from 'vitest';
import { type DynamicReference, parseDynamicReference } from './dynamic-reference.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/redis-a1b2c3';

test.each<[string, DynamicReference | undefined]>([
  ['{{resolve:secretsmanager:shop}}', { service: 'secretsmanager', secretId: 'shop' }],
  [
    `{{resolve:secretsmanager:${arn}:SecretString:token::}}`,
    { service: 'secretsmanager', secretId: arn, jsonKey: 'token' },
  ],
  [
    '{{resolve:secretsmanager:shop:SecretString:key:AWSPREVIOUS:v1}}',
    {
      service: 'secretsmanager',
      secretId: 'shop',
      jsonKey: 'key',
      versionStage: 'AWSPREVIOUS',
      versionId: 'v1',
    },
  ],
  ['{{resolve:ssm:/shop/size:3}}', { service: 'ssm', parameter: '/shop/size', version: '3' }],
  ['{{resolve:ssm-secure:size}}', { service: 'ssm-secure', parameter: 'size' }],
  ['{{resolve:secretsmanager:shop:SecretBinary:key}}', undefined],
  ['{{resolve:other:size}}', undefined],
  ['x {{resolve:ssm:size}}', undefined],
])('%s is read', (text, expected) => {
  expect(parseDynamicReference(text)).toEqual(expected);
});
