import { describe, expect, it } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import { Secret } from '../../../failure/secret.ts';
import type { SecretSource } from '../../aws/secret-source.ts';
import { resolveSecrets } from './resolve-secrets.ts';

const arn = 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:spree-local/database-AbCdEf';

function source(): SecretSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    secretValue: async ({ secretId }) => {
      asked.push(secretId);
      if (secretId !== arn) throw new Failure('SECRET_UNAVAILABLE', `no ${secretId}`);
      return new Secret('{"username":"spree","password":"hush","port":5432}');
    },
    parameter: async (name) => new Secret(`value of ${name}`),
  };
}

async function values(wanted: readonly { name: string; valueFrom: string }[], from = source()) {
  const secrets = await resolveSecrets(wanted, from);
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]));
}

describe('secrets at the start of a task', () => {
  it('take a key of the JSON, or the whole, and read each secret once', async () => {
    const from = source();
    const wanted = [
      { name: 'USERNAME', valueFrom: `${arn}:username::` },
      { name: 'PASSWORD', valueFrom: `${arn}:password::` },
      { name: 'PORT', valueFrom: `${arn}:port::` },
      { name: 'ALL', valueFrom: arn },
      { name: 'TOKEN', valueFrom: '/store/token' },
    ];
    expect(await values(wanted, from)).toEqual({
      USERNAME: 'spree',
      PASSWORD: 'hush',
      PORT: '5432',
      ALL: '{"username":"spree","password":"hush","port":5432}',
      TOKEN: 'value of /store/token',
    });
    expect(from.asked).toEqual([arn]);
  });

  it('name a JSON key that is missing', async () => {
    await expect(values([{ name: 'A', valueFrom: `${arn}:nothing::` }])).rejects.toThrow(
      'did not contain json key nothing',
    );
  });

  it('are not shown when they are printed', async () => {
    const secrets = await resolveSecrets([{ name: 'A', valueFrom: `${arn}:password::` }], source());
    expect(JSON.stringify(secrets)).toBe('{"A":"[secret]"}');
  });
});
