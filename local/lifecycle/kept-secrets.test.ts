import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { corpusWorkload } from '../../definition/testing/corpus-workload.ts';
import { exampleSecret } from '../../definition/testing/examples.ts';
import type { Workload } from '../../definition/workload.ts';
import { Secret } from '../../failure/secret.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { type KeptSecrets, keepOwnSecret, keepSecrets, secretKey, secretValue } from './kept-secrets.ts';

let environment: LocalEnvironment;

beforeEach(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'kept-secrets-test-'));
  environment = { name: 'test', checkout: '/checkout', stateFolder, labels: {} };
});
afterEach(() => rm(environment.stateFolder, { recursive: true }));

const revealed = (kept: KeptSecrets) =>
  Object.fromEntries([...kept].map(([id, { name, value }]) => [id, { name, value: value.reveal() }]));

async function modes(folder: string): Promise<Record<string, string>> {
  const names = await readdir(join(environment.stateFolder, folder));
  const found = names.map(async (name) => {
    const { mode } = await stat(join(environment.stateFolder, folder, name));
    return [name, (mode & 0o777).toString(8)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

describe('the secrets of the template', () => {
  it('are generated once, then always the same', async () => {
    const first = await keepSecrets(environment, corpusWorkload);
    const second = await keepSecrets(environment, corpusWorkload);
    expect(revealed(second)).toEqual(revealed(first));
  });

  it('are others in another environment', async () => {
    const stateFolder = join(environment.stateFolder, 'other');
    const own = secretKey(await keepSecrets(environment, corpusWorkload), 'DatabaseSecret', 'password');
    const kept = await keepSecrets({ ...environment, stateFolder }, corpusWorkload);
    expect(secretKey(kept, 'DatabaseSecret', 'password').reveal()).not.toBe(own.reveal());
  });

  it('follow their rules, and an attached one says where its database is', async () => {
    const kept = await keepSecrets(environment, corpusWorkload);
    const attached: unknown = JSON.parse(kept.get('DatabaseSecret')?.value.reveal() ?? '');
    expect(attached).toEqual({
      username: 'shop',
      password: expect.stringMatching(/^[A-Za-z0-9]{30}$/),
      engine: 'postgres',
      host: 'postgres',
      port: 5432,
      dbname: 'shop',
      dbInstanceIdentifier: 'shop-postgres',
    });
    expect(kept.get('RedisSecret')).toEqual({
      name: 'shop-local-RedisSecret',
      value: expect.any(Secret),
      file: expect.stringContaining('/secrets/template/shop-local-RedisSecret.secret'),
    });
  });

  it('take the details of a database that changed, and keep their password', async () => {
    const before = secretKey(
      await keepSecrets(environment, corpusWorkload),
      'DatabaseSecret',
      'password',
    ).reveal();
    const databases = corpusWorkload.databases.map((each) => ({ ...each, databaseName: 'renamed' }));
    const kept = await keepSecrets(environment, { ...corpusWorkload, databases });
    expect(secretKey(kept, 'DatabaseSecret', 'dbname').reveal()).toBe('renamed');
    expect(secretKey(kept, 'DatabaseSecret', 'password').reveal()).toBe(before);
  });

  it('are files that only their owner reads, in folders that only their owner opens', async () => {
    await keepSecrets(environment, corpusWorkload);
    expect(await modes('secrets')).toEqual({ template: '700' });
    expect(await modes('secrets/template')).toEqual({
      'shop--database.secret': '600',
      'shop-local-RedisSecret.secret': '600',
    });
  });

  it('show nothing of themselves where they are printed', async () => {
    const kept = await keepSecrets(environment, corpusWorkload);
    const password = secretKey(kept, 'DatabaseSecret', 'password');
    expect(`${inspect(kept, { depth: 9 })}${JSON.stringify([...kept])}`).not.toContain(password.reveal());
  });

  it('have the value that the template gives, even when that changes', async () => {
    for (const value of ['one', 'two']) {
      const workload: Workload = { ...corpusWorkload, secrets: [exampleSecret({ value })] };
      const kept = await keepSecrets(environment, workload);
      expect(kept.get('Fixed')?.value.reveal()).toBe(value);
    }
  });

  it('say where the replica is where they are attached to it', async () => {
    const secrets = corpusWorkload.secrets.map((secret) =>
      secret.attachedDatabase === undefined ? secret : { ...secret, attachedDatabase: 'Replica' },
    );
    const kept = await keepSecrets(environment, { ...corpusWorkload, secrets });
    expect(secretKey(kept, 'DatabaseSecret', 'host').reveal()).toBe('postgres-replica');
  });

  it('have no value where the template neither gives nor generates one', async () => {
    const workload: Workload = { ...corpusWorkload, secrets: [exampleSecret()] };
    expect([...(await keepSecrets(environment, workload)).keys()]).toEqual([]);
  });
});

describe("a secret of the local environment's own", () => {
  it('is 32 hexadecimal digits, kept beside those of the template', async () => {
    const first = (await keepOwnSecret(environment, 'replication')).reveal();
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect((await keepOwnSecret(environment, 'replication')).reveal()).toBe(first);
    expect((await keepOwnSecret(environment, 's3')).reveal()).not.toBe(first);
    expect(await modes('secrets/own')).toEqual({ replication: '600', s3: '600' });
  });
});

describe('what a dynamic reference names', () => {
  const kept: KeptSecrets = new Map([
    ['Json', { name: 'shop/json', value: new Secret('{"token":"hush","port":1}') }],
    ['Text', { name: 'shop/text', value: new Secret('hush-hush') }],
  ]);

  it('is one key of the secret, or without a key the whole of it', () => {
    expect(secretValue(kept, 'Json', 'token').reveal()).toBe('hush');
    expect(secretValue(kept, 'Text', undefined).reveal()).toBe('hush-hush');
  });

  it.each([
    ['Json', 'user', "The secret shop/json has no 'user'"],
    ['Json', 'port', "The secret shop/json has no 'port'"],
    ['Text', 'token', "The secret shop/text has no 'token'"],
    ['None', 'token', "The secret None has no 'token'"],
  ])('is refused by name where it is not there: %s, %s', (logicalId, key, message) => {
    const refused = expect.objectContaining({ code: 'SECRET_KEY_MISSING', message });
    expect(() => secretValue(kept, logicalId, key)).toThrow(refused);
  });

  it('is refused with the file whose deletion generates it again', () => {
    const generated = { name: 'shop/json', value: new Secret('{}'), file: '/state/secrets/json.secret' };
    const hint = expect.stringContaining('delete /state/secrets/json.secret to generate it again');
    expect(() => secretValue(new Map([['Json', generated]]), 'Json', 'token')).toThrow(
      expect.objectContaining({ code: 'SECRET_KEY_MISSING', hint }),
    );
  });
});
