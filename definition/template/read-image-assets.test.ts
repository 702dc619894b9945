import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readImageAssets } from './read-image-assets.ts';

async function assembly(source: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const artifact = { type: 'cdk:asset-manifest', properties: { file: 'shop.assets.json' } };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { 'shop.assets': artifact } }));
  const destinations = { current: { repositoryName: 'assets', imageTag: 'ab12' } };
  const dockerImages = { ab12: { displayName: 'Sidecar', source, destinations } };
  await writeFile(
    join(folder, 'shop.assets.json'),
    JSON.stringify({ version: '1', files: {}, dockerImages }),
  );
  return folder;
}

it('reads the image assets of an assembly with their folders and names', async () => {
  const folder = await assembly({ directory: 'asset.ab12', dockerBuildArgs: { BASE_IMAGE: 'base:1' } });
  expect(await readImageAssets(folder)).toEqual([
    {
      name: 'Sidecar',
      source: { directory: join(folder, 'asset.ab12'), dockerBuildArgs: { BASE_IMAGE: 'base:1' } },
      destinations: ['assets:ab12'],
    },
  ]);
});

it('names an option of an image asset that it does not know', async () => {
  const folder = await assembly({ directory: 'asset.ab12', dockerBuildSpeed: 'high' });
  await expect(readImageAssets(folder)).rejects.toMatchObject({
    code: 'ASSEMBLY_UNREADABLE',
    message: expect.stringContaining('dockerBuildSpeed'),
  });
});
