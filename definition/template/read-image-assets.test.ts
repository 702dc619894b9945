import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { imageAssetSource } from './image-asset-source.ts';
import { readImageAssets } from './read-image-assets.ts';

/** CDK's own description of what an asset manifest may say; it comes with the construct library. */
const ofCdk = createRequire(createRequire(import.meta.url).resolve('aws-cdk-lib'));
const assetsSchema = ofCdk.resolve('@aws-cdk/cloud-assembly-schema/schema/assets.schema.json');

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
      source: {
        kind: 'folder',
        directory: join(folder, 'asset.ab12'),
        dockerBuildArgs: { BASE_IMAGE: 'base:1' },
      },
      destinations: ['assets:ab12'],
    },
  ]);
});

it('reads the command of an image asset, which runs in the folder of the assembly', async () => {
  const executable = ['sh', '-c', 'docker load -i asset.ab12.tar'];
  const folder = await assembly({ executable });
  expect((await readImageAssets(folder)).map(({ source }) => source)).toEqual([
    { kind: 'command', executable, directory: folder },
  ]);
});

it.each([
  ['neither a folder nor a command', {}],
  ['both', { directory: 'asset.ab12', executable: ['make'] }],
  ['a command with an option of a build', { executable: ['make'], platform: 'linux/arm64' }],
])('refuses an image asset with %s', async (_, source) => {
  await expect(readImageAssets(await assembly(source))).rejects.toMatchObject({
    code: 'ASSEMBLY_UNREADABLE',
    message: expect.stringContaining('either a directory and its build options, or only an executable'),
  });
});

it('knows every option that CDK has for an image asset', async () => {
  const { definitions } = z
    .object({
      definitions: z.object({
        DockerImageSource: z.object({ properties: z.record(z.string(), z.unknown()) }),
      }),
    })
    .parse(JSON.parse(await readFile(assetsSchema, 'utf8')));
  const names = Object.keys(definitions.DockerImageSource.properties);
  expect(names).toContain('dockerBuildContexts');
  const unknown = names.map((name) => imageAssetSource.safeParse({ [name]: false }).error?.issues ?? []);
  expect(unknown.flat().filter(({ code }) => code === 'unrecognized_keys')).toEqual([]);
});

it('names an option of an image asset that it does not know', async () => {
  const folder = await assembly({ directory: 'asset.ab12', dockerBuildSpeed: 'high' });
  await expect(readImageAssets(folder)).rejects.toMatchObject({
    code: 'ASSEMBLY_UNREADABLE',
    message: expect.stringContaining('dockerBuildSpeed'),
  });
});
