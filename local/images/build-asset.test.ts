import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { assetBuildArguments, assetImageName, whyNotBuildable } from './build-asset.ts';

const folder = { kind: 'folder', directory: '/assembly/asset.ab12' } as const;

it('passes every option of an image asset to the build', () => {
  const source = {
    ...folder,
    dockerFile: 'images/Dockerfile.web',
    dockerBuildTarget: 'final',
    dockerBuildArgs: { BASE_IMAGE: 'base:1', NO_PROXY: 'own' },
    networkMode: 'none',
    platform: 'linux/amd64',
    cacheDisabled: true,
  };
  expect(assetBuildArguments(source, 'spree-parity/asset:1', { NO_PROXY: 'a', HTTPS_PROXY: 'b' })).toEqual([
    'build',
    ...['--network', 'none', '--force-rm', '--tag', 'spree-parity/asset:1'],
    ...['--label', 'dev.spree-parity.image=asset'],
    ...['--build-arg', 'BASE_IMAGE=base:1', '--build-arg', 'NO_PROXY=own', '--build-arg', 'HTTPS_PROXY'],
    ...['--target', 'final', '--file', '/assembly/asset.ab12/images/Dockerfile.web'],
    ...['--platform', 'linux/amd64', '--no-cache', '/assembly/asset.ab12'],
  ]);
});

it('names the options of an image asset that it cannot emulate', () => {
  expect(whyNotBuildable({ ...folder, dockerOutputs: ['type=docker'] })).toBeUndefined();
  expect(whyNotBuildable({ ...folder, dockerOutputs: ['type=local,dest=out'] })).toBe(
    "its output 'type=local,dest=out' does not go to the container engine",
  );
  const options = {
    dockerBuildSsh: 'default',
    dockerBuildSecrets: { a: 'b' },
    dockerBuildContexts: { c: 'd' },
  };
  expect(whyNotBuildable({ ...folder, ...options })).toBe(
    'buildSecrets, buildSsh, buildContexts not supported without `docker buildx`, which is not used here',
  );
});

it('gives an image asset another name when a file or an option of its build changes', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'asset-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'Dockerfile'), 'FROM base');
  const first = await assetImageName({ ...folder, directory });
  const withTarget = await assetImageName({ ...folder, directory, dockerBuildTarget: 'final' });
  await writeFile(join(directory, 'Dockerfile'), 'FROM other');
  expect(new Set([first, withTarget, await assetImageName({ ...folder, directory })]).size).toBe(3);
});
