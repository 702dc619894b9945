import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAssembly, readTemplateText } from './read-assembly.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assembly-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: unknown): Promise<void> {
  await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const parsed = { ...template, Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {} };

test('stacks are read with their environment, and those of stages too', async () => {
  await mkdir(join(folder, 'stage'));
  await write('manifest.json', {
    version: '55.0.0',
    artifacts: {
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'x' } },
      Shop: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://123456789012/eu-west-1',
        dependencies: ['Assets'],
        properties: { templateFile: 'shop.json', stackName: 'shop-local' },
      },
      Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
    },
  });
  await write('shop.json', template);
  await write('stage/manifest.json', {
    version: '55.0.0',
    artifacts: { Inner: { type: 'aws:cloudformation:stack', properties: { templateFile: 'inner.json' } } },
  });
  await write('stage/inner.json', template);
  expect(await readAssembly(folder)).toEqual([
    {
      id: 'Shop',
      stackName: 'shop-local',
      accountId: '123456789012',
      region: 'eu-west-1',
      template: parsed,
      dependencies: ['Assets'],
    },
    {
      id: 'Inner',
      stackName: 'Inner',
      accountId: 'unknown-account',
      region: 'unknown-region',
      template: parsed,
      dependencies: [],
    },
  ]);
});

test('a folder without a manifest is named', async () => {
  await expect(readAssembly(join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'ASSEMBLY_UNREADABLE',
    message: expect.stringContaining('nowhere/manifest.json: cannot be read'),
  });
});

test('a manifest that is not JSON is named', async () => {
  await write('manifest.json', '{');
  await expect(readAssembly(folder)).rejects.toMatchObject({
    code: 'ASSEMBLY_UNREADABLE',
    message: expect.stringContaining('not JSON'),
  });
});

test('a template that is none is named with its first fault', async () => {
  await write('manifest.json', {
    version: '55.0.0',
    artifacts: { Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'shop.json' } } },
  });
  await write('shop.json', { Resources: { Topic: { Type: 3 } } });
  await expect(readAssembly(folder)).rejects.toMatchObject({
    code: 'TEMPLATE_MALFORMED',
    message: expect.stringContaining('Resources.Topic.Type'),
  });
});

test('the text of a template is given as it was written, by the name of its stack, in stages too', async () => {
  await mkdir(join(folder, 'stage'));
  const stackAt = (templateFile: string, stackName?: string) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile, ...(stackName === undefined ? {} : { stackName }) },
  });
  await write('manifest.json', {
    version: '55.0.0',
    artifacts: {
      Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
      Shop: stackAt('shop.json', 'shop-local'),
    },
  });
  await write('shop.json', '{ "Resources" : {} }');
  await write('stage/manifest.json', { version: '55.0.0', artifacts: { Inner: stackAt('inner.json') } });
  await write('stage/inner.json', '{"Inner":1}');
  const texts = ['shop-local', 'Inner', 'Shop'].map((name) => readTemplateText(folder, name));
  expect(await Promise.all(texts)).toEqual(['{ "Resources" : {} }', '{"Inner":1}', undefined]);
});
