import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastDefinition } from './last-definition.ts';

let stateFolder = '';
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'last-definition-'));
});
afterEach(() => rm(stateFolder, { recursive: true }));

const options = { 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'web', mode: 'non-blocking' };
const workload = {
  region: 'eu-west-1',
  services: [{ name: 'shop-web', taskDefinition: 'Web', desiredCount: 2 }],
  taskDefinitions: [
    {
      logicalId: 'Web',
      family: 'store-web',
      containerDefinitions: [
        { name: 'web', logConfiguration: { logDriver: 'awslogs', options } },
        { name: 'mute' },
      ],
    },
  ],
};
const web = { family: 'store-web', services: ['shop-web'] };

test('it is what the last start has kept', async () => {
  await writeFile(join(stateFolder, 'definition.json'), `seal\n${JSON.stringify({ workload, digest: 'x' })}`);
  expect(await lastDefinition({ stateFolder })).toEqual({
    region: 'eu-west-1',
    writers: [
      { ...web, container: 'web', written: { group: '/ecs/shop', streamPrefix: 'web/web/' } },
      { ...web, container: 'mute', written: undefined },
    ],
  });
});

test('where nothing was kept it is computed from the assembly', async () => {
  expect(await lastDefinition({ stateFolder })).toBeUndefined();
  await writeFile(join(stateFolder, 'definition.json'), 'seal\n{"workload":{"region":"eu-west-1"}}');
  expect(await lastDefinition({ stateFolder })).toBeUndefined();
  const assembly = join(stateFolder, 'assembly');
  await mkdir(assembly);
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/eu-west-1',
    properties: { templateFile: 'shop.json' },
  };
  await writeFile(
    join(assembly, 'manifest.json'),
    JSON.stringify({ version: '1', artifacts: { shop: artifact } }),
  );
  await writeFile(join(assembly, 'shop.json'), '{"Resources":{}}');
  expect(await lastDefinition({ stateFolder })).toMatchObject({ writers: [] });
});
