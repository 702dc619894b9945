import { expect, test } from 'vitest';
import { redacted } from './redacted.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test.each([
  ['the secret key of the environment', `signing with ${secret}`],
  ['a signed URL', `GET https://b.s3.amazonaws.com/k?X-Amz-Signature=${secret}&X-Amz-Expires=900`],
  ['a session token in a URL', `https://b.s3.amazonaws.com/k?a=1&X-Amz-Security-Token=${secret}`],
  ['the password of a URL', `connecting to postgres://store:${secret.replaceAll('/', '')}@db:5432/store`],
  ['a header', `{ authorization: 'AWS4-HMAC-SHA256 Credential=a/b, Signature=${secret}' }`],
  ['a field of JSON', `{"SecretString":"${secret}","Name":"spree"}`],
  ['JSON within JSON', `{"SecretString":"{\\"username\\":\\"a\\",\\"password\\":\\"${secret}\\"}"}`],
  ['a variable', `env SECRET_KEY_BASE=${secret} rails`],
  ['an environment variable of AWS', `export AWS_SECRET_ACCESS_KEY=${secret}`],
  ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`],
])('%s is masked', (_what, text) => {
  const shown = redacted(text, { AWS_SECRET_ACCESS_KEY: secret });
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain(secret.replaceAll('/', ''));
  expect(shown).toContain('[secret]');
});

test('a secret is known by its place alone', () => {
  expect(redacted(`"password": "${secret}"`, {})).toBe('"password": "[secret]"');
});

test('a key id is masked, of a user as well as of a role', () => {
  expect(redacted('by AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE', {})).toBe('by [secret] and [secret]');
});

test('what is no secret stays as it is', () => {
  const text =
    'arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:spree-staging/smtp, {"secretName":"x"}, password is too short';
  expect(redacted(text, { AWS_SECRET_ACCESS_KEY: '' })).toBe(text);
});
