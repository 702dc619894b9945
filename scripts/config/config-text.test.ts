import { expect, test } from 'vitest';
import { configText, secretName } from './config-text.ts';

const place = 'ap-southeast-1:000000000000';

test.each([
  [`arn:aws:secretsmanager:${place}:secret:shop/app-AbCdEf:password::`, 'shop/app (password)'],
  [`arn:aws:secretsmanager:${place}:secret:shop/app-AbCdEf`, 'shop/app'],
  [`arn:aws:ssm:${place}:parameter/shop/greeting`, '/shop/greeting'],
  ['greeting', 'greeting'],
])('%s is shown as %s', (valueFrom, shown) => {
  expect(secretName(valueFrom)).toBe(shown);
});

test('variables stand below where they come from, a secret with its name', () => {
  const from = `arn:aws:secretsmanager:${place}:secret:shop/app-AbCdEf:token::`;
  const text = configText('web/1a2b3c4d', [
    { name: 'CERT', value: 'one\ntwo', isMasked: false, source: 'definition' },
    { name: 'TOKEN', value: undefined, isMasked: true, source: 'secret', from },
    { name: 'PATH', value: '/bin', isMasked: false, source: 'image' },
  ]);
  expect(text.split('\n')).toEqual([
    'web/1a2b3c4d',
    '',
    'From the definition:',
    '  CERT=one\\ntwo',
    '',
    'From Secrets Manager or Parameter Store:',
    '  TOKEN   shop/app (token)',
    '',
    'From the image:',
    '  PATH=/bin',
  ]);
});
