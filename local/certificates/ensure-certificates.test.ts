import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../processes/run.ts';
import { ensureCertificates } from './ensure-certificates.ts';
import { authoritySubjectHash } from './issue.ts';

const now = new Date('2026-11-24T09:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

describe('ensureCertificates', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'certificates-')), 'state');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('makes an authority and one certificate for each server, with private keys', async () => {
    expect(await ensureCertificates(folder, { now })).toEqual({
      authorityPath: join(folder, 'ca.pem'),
      authoritySubjectHash,
      issued: ['ca', 'edge', 'postgres', 'redis', 'mail'],
      leftOut: [],
    });
    const modes = await Promise.all(
      ['.', 'ca.key', 'edge.key', 'redis.key'].map((name) => mode(folder, name)),
    );
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  it('changes nothing when it is called again', async () => {
    await ensureCertificates(folder, { now });
    expect((await ensureCertificates(folder, { now: days(1) })).issued).toEqual([]);
  });

  it('renews the leaf certificates before they end and keeps the authority', async () => {
    await ensureCertificates(folder, { now });
    const authority = await readFile(join(folder, 'ca.pem'), 'utf8');
    expect((await ensureCertificates(folder, { now: days(370) })).issued).toEqual([
      'edge',
      'postgres',
      'redis',
      'mail',
    ]);
    expect(await readFile(join(folder, 'ca.pem'), 'utf8')).toBe(authority);
  });

  it('issues the edge certificate again for a new alias, and names the aliases that it must not sign for', async () => {
    await ensureCertificates(folder, { now });
    const aliases = ['shop.localhost', 'shop.example.com'];
    expect(await ensureCertificates(folder, { now, aliases })).toMatchObject({
      issued: ['edge'],
      leftOut: ['shop.example.com'],
    });
  });

  it('starts over when the authority has ended', async () => {
    await ensureCertificates(folder, { now });
    expect((await ensureCertificates(folder, { now: days(3660) })).issued).toEqual([
      'ca',
      'edge',
      'postgres',
      'redis',
      'mail',
    ]);
  });

  it('lets an authority of an earlier version sign for the names of today, by the same key', async ({
    skip,
  }) => {
    const openssl = await run('sh', ['-c', 'command -v openssl'], { allowFailure: true });
    if (openssl.exitCode !== 0) return skip();
    await ensureCertificates(folder, { now: new Date() });
    const [authority, key, edge] = ['ca.pem', 'ca.key', 'edge.crt'].map((name) => join(folder, name));
    const keyBefore = await readFile(`${key}`, 'utf8');
    const subject = ['-subj', '/CN=Spree Parity Local CA/O=Spree Parity'];
    const fewer = ['-addext', 'nameConstraints=critical,permitted;DNS:localhost,permitted;DNS:redis'];
    const signed = ['req', '-x509', '-new', '-key', `${key}`, ...subject, '-days', '30', ...fewer];
    await run('openssl', [...signed, '-out', `${authority}`]);
    expect((await ensureCertificates(folder, { now: new Date() })).issued).toContain('ca');
    const verified = await run('openssl', ['verify', '-CAfile', `${authority}`, `${edge}`]);
    expect(verified.stdout).toBe(`${edge}: OK\n`);
    expect(await readFile(`${key}`, 'utf8')).toBe(keyBefore);
  });

  it('refuses an authority without its key, and says which folder', async () => {
    await ensureCertificates(folder, { now });
    await rm(join(folder, 'ca.key'));
    await expect(ensureCertificates(folder, { now })).rejects.toMatchObject({
      code: 'CERTIFICATE_AUTHORITY_UNUSABLE',
      message: `the local certificate authority in ${folder} cannot be used: its key ca.key is missing`,
    });
  });

  it('is what OpenSSL verifies, under the subject hash that is written down', async ({ skip }) => {
    const openssl = await run('sh', ['-c', 'command -v openssl'], { allowFailure: true });
    if (openssl.exitCode !== 0) return skip();
    await ensureCertificates(folder, { now: new Date() });
    const [authority, ...leaves] = ['ca.pem', 'edge.crt', 'postgres.crt', 'redis.crt', 'mail.crt'].map(
      (name) => join(folder, name),
    );
    const hash = await run('openssl', ['x509', '-in', `${authority}`, '-noout', '-subject_hash']);
    const verified = await run('openssl', ['verify', '-CAfile', `${authority}`, ...leaves]);
    expect(hash.stdout.trim()).toBe(authoritySubjectHash);
    expect(verified.stdout).toBe(leaves.map((leaf) => `${leaf}: OK\n`).join(''));
  });
});

async function mode(folder: string, name: string): Promise<number> {
  return (await stat(join(folder, name))).mode & 0o777;
}
