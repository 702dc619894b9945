import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { assetBuildArguments, assetImageName, buildAsset, whyNotBuildable } from './build-asset.ts';

const asset = (source: object = {}) => ({
  name: 'Sidecar',
  source: { directory: '/assembly/asset.ab12', ...source },
  destinations: [],
});

it('hands every option of an image asset to the build', () => {
  const source = {
    directory: '/assembly/asset.ab12',
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

it('names the options of an image asset that it cannot play', () => {
  expect(whyNotBuildable(asset({ dockerOutputs: ['type=docker'] }))).toBeUndefined();
  expect(whyNotBuildable(asset({ dockerOutputs: ['type=local,dest=out'] }))).toContain('type=local,dest=out');
  expect(whyNotBuildable(asset({ dockerBuildSsh: 'default', dockerBuildSecrets: { a: 'b' } }))).toContain(
    'buildSecrets, buildSsh',
  );
});

it('gives an image asset another name when a file or an option of its build changes', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'asset-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'Dockerfile'), 'FROM base');
  const first = await assetImageName(asset({ directory }));
  const withTarget = await assetImageName(asset({ directory, dockerBuildTarget: 'final' }));
  await writeFile(join(directory, 'Dockerfile'), 'FROM other');
  expect(new Set([first, withTarget, await assetImageName(asset({ directory }))]).size).toBe(3);
});

it('takes the image that the command of an image asset names', async () => {
  const named: string[][] = [];
  const executable = [process.execPath, '-e', 'console.log("loaded:1")'];
  await buildAsset(asset({ directory: tmpdir(), executable }), 'spree-parity/asset:1', {
    environment: process.env,
    note: () => undefined,
    tag: async (...names) => void named.push(names),
  });
  expect(named).toEqual([['loaded:1', 'spree-parity/asset:1']]);
  const failing = asset({ directory: tmpdir(), executable: [process.execPath, '-e', 'process.exit(3)'] });
  const options = { environment: process.env, note: () => undefined, tag: () => Promise.resolve() };
  await expect(buildAsset(failing, 'x:1', options)).rejects.toMatchObject({
    code: 'IMAGE_BUILD_FAILED',
    message: expect.stringContaining('The command that makes Sidecar ended with exit code 3'),
  });
});
