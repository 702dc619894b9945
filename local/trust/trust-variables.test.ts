import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { run } from '../processes/run.ts';
import { certificatesIn } from './pem.ts';
import { systemAuthorities } from './system-authorities.ts';
import { storefrontOf, trustStage } from './testing/trust-stage.ts';
import {
  authorityFile,
  nameOfBefore,
  refreshTrustFiles,
  trustVariableNames,
  trustVariables,
} from './trust-variables.ts';

const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
const system = async () => pem('system');

/** What programs see that trust nothing but by the variables of this test. */
const bare = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:PARITY_BEFORE_)?(?:SSL_|CURL_|REQUESTS_|AWS_CA|NODE_|DENO_|https?_proxy|all_proxy)/i.test(name),
  ),
);

/** How programs get a page, with the variables that they are given and none of their own. */
const programs: Readonly<Record<string, (url: string) => readonly string[]>> = {
  curl: (url) => ['curl', '--silent', '--show-error', '--fail', url],
  node: (url) => [
    process.execPath,
    '--eval',
    `fetch('${url}').then((answer) => answer.text()).then((text) => process.stdout.write(text))`,
  ],
  python: (url) => [
    'python3',
    '-c',
    `import urllib.request as u; print(u.urlopen('${url}').read().decode(), end='')`,
  ],
  requests: (url) => ['python3', '-c', `import requests; print(requests.get('${url}').text, end='')`],
  ruby: (url) => ['ruby', '-rnet/http', '-e', `print Net::HTTP.get(URI('${url}'))`],
};

/** Whether the program and the library that it needs are on this machine. */
const probes: Readonly<Record<string, readonly string[]>> = {
  curl: ['curl', '--version'],
  node: [process.execPath, '--version'],
  python: ['python3', '--version'],
  requests: ['python3', '-c', 'import requests'],
  ruby: ['ruby', '-rnet/http', '-e', ''],
};

async function ended([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv) {
  return await run(program, args, { env, allowFailure: true, timeoutMs: 30_000 });
}

test.each(Object.entries(programs))(
  '%s trusts the storefront with the variables, and does not without them',
  { timeout: 60_000 },
  async (name, commandFor) => {
    const probe = await ended(probes[name] ?? [], bare);
    if (probe.exitCode !== 0) return expect(['node', 'curl']).not.toContain(name);
    await using stage = await trustStage();
    await using storefront = await storefrontOf(stage.environment);
    const variables = await trustVariables(stage.environment, {});
    const call = commandFor(storefront.url);
    expect((await ended(call, { ...bare, ...variables })).stdout).toBe('trusted');
    expect((await ended(call, bare)).exitCode).not.toBe(0);
  },
);

describe('trustVariables', () => {
  it('keeps every authority of the system in the bundle', async () => {
    await using stage = await trustStage();
    const { SSL_CERT_FILE: bundle = '' } = await trustVariables(stage.environment, {});
    const trusted = new Set(certificatesIn(await readFile(bundle, 'utf8')));
    const ofSystem = certificatesIn(await systemAuthorities());
    expect(ofSystem.length).toBeGreaterThan(50);
    expect(ofSystem.filter((each) => !trusted.has(each))).toEqual([]);
    const own = certificatesIn(await readFile(authorityFile(stage.environment), 'utf8'));
    expect(own.filter((each) => !trusted.has(each))).toEqual([]);
  });

  it('adds the environment to what the shell trusts already, and keeps where that is', async () => {
    await using stage = await trustStage();
    const proxy = join(stage.folder, 'proxy.pem');
    await writeFile(proxy, pem('proxy'));
    const shell = { SSL_CERT_FILE: proxy, NODE_EXTRA_CA_CERTS: proxy, CURL_CA_BUNDLE: '' };
    const first = await trustVariables(stage.environment, shell, system);
    const again = await trustVariables(stage.environment, { ...shell, ...first }, system);
    expect(again).toEqual(first);
    expect(first).toMatchObject({ [nameOfBefore('SSL_CERT_FILE')]: proxy });
    expect(first[nameOfBefore('CURL_CA_BUNDLE')]).toBeUndefined();
    const own = await readFile(authorityFile(stage.environment), 'utf8');
    expect(await readFile(again.SSL_CERT_FILE ?? '', 'utf8')).toBe(`${pem('system')}${pem('proxy')}${own}`);
    expect(await readFile(again.NODE_EXTRA_CA_CERTS ?? '', 'utf8')).toBe(`${pem('proxy')}${own}`);
  });

  it('takes nothing over from another environment whose variables the shell has', async () => {
    await using one = await trustStage('one');
    await using two = await trustStage('two');
    const shell = await trustVariables(one.environment, {}, system);
    const { SSL_CERT_FILE: bundle = '', ...rest } = await trustVariables(two.environment, shell, system);
    const own = await readFile(authorityFile(two.environment), 'utf8');
    expect(await readFile(bundle, 'utf8')).toBe(`${pem('system')}${own}`);
    expect(Object.keys(rest).filter((name) => name.startsWith('PARITY_'))).toEqual([]);
  });

  it('sets nothing while there is no authority, and ignores a file that is named and is not there', async () => {
    await using stage = await trustStage();
    const missing = { SSL_CERT_FILE: join(stage.folder, 'missing.pem') };
    const set = await trustVariables(stage.environment, missing, system);
    expect(Object.keys(set).toSorted()).toEqual(
      [...trustVariableNames, nameOfBefore('SSL_CERT_FILE')].toSorted(),
    );
    const none = { ...stage.environment, stateFolder: join(stage.folder, 'none') };
    expect(await trustVariables(none, missing, system)).toEqual({});
  });
});

it('a renewed authority is added to the files that shells name, and none are made where no shell does', async () => {
  await using stage = await trustStage();
  await refreshTrustFiles(stage.environment);
  const { SSL_CERT_FILE: bundle = '' } = await trustVariables(stage.environment, {}, system);
  const own = await readFile(authorityFile(stage.environment), 'utf8');
  await writeFile(authorityFile(stage.environment), pem('renewed'));
  await refreshTrustFiles(stage.environment);
  expect(await readFile(bundle, 'utf8')).toBe(`${pem('system')}${own}${pem('renewed')}`);
});
