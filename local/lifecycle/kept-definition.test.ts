import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { preferredPorts } from '../environment/local-environment.ts';
import { noParameters } from '../providers/parameters/kept-parameters.ts';
import { computeDefinition } from './compute-definition.ts';
import { type DefinitionSources, readKeptDefinition } from './kept-definition.ts';
import type { GivenParameters } from './parameters/given-parameters.ts';

let environment: LocalEnvironment;

beforeEach(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'kept-definition-'));
  environment = { name: 'kept', checkout: stateFolder, stateFolder, labels: {} };
});

afterEach(() => rm(environment.stateFolder, { recursive: true, force: true }));

const topic = {
  Parameters: { Name: { Type: 'String', Default: 'orders' } },
  Resources: { It: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Name' } } } },
};

const file = () => join(environment.stateFolder, 'definition.json');

/** The sources of what the next start would ask for. */
const sources = (): DefinitionSources => ({
  assembly: { folder: join(environment.stateFolder, 'assembly'), inputs: 'first' },
  parameters: noParameters,
  ports: preferredPorts,
});

async function writeTemplate(template: object): Promise<void> {
  const { folder } = sources().assembly;
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'shop.template.json' } };
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '1', artifacts: { shop: artifact } }),
  );
  await writeFile(join(folder, 'shop.template.json'), JSON.stringify(template));
}

async function compute(template: object, given: GivenParameters = {}) {
  await writeTemplate(template);
  const { assembly, ports } = sources();
  const synthesis = { checkout: environment.checkout, folder: assembly.folder, context: {} };
  const asked = { given, kept: noParameters, ports };
  return await computeDefinition(environment, synthesis, { ...assembly, fresh: true }, asked);
}

test('a definition is kept for its owner alone, as it was computed', async () => {
  const { definition } = await compute(topic);
  expect(definition).toMatchObject({
    resourceCount: 1,
    differences: expect.stringContaining('of 1 properties'),
  });
  expect(await readKeptDefinition(environment, sources())).toEqual(definition);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

test('values that were given are among what it is kept for', async () => {
  await compute(topic, { Name: 'returns' });
  const parameters = { template: { Name: 'returns' }, stored: {} };
  expect(await readKeptDefinition(environment, sources())).toBeUndefined();
  expect(await readKeptDefinition(environment, { ...sources(), parameters })).toBeDefined();
});

test('nothing is found before the first definition', async () => {
  await writeTemplate(topic);
  expect(await readKeptDefinition(environment, sources())).toBeUndefined();
});

test.each<[string, (before: DefinitionSources) => Partial<DefinitionSources>]>([
  ['the code', ({ assembly }) => ({ assembly: { ...assembly, inputs: 'second' } })],
  ['a parameter', () => ({ parameters: { template: { Name: 'returns' }, stored: {} } })],
  ['a port', () => ({ ports: { ...preferredPorts, aws: 4567 } })],
])('another value of %s asks for another definition', async (_, changed) => {
  await compute(topic);
  const before = sources();
  expect(await readKeptDefinition(environment, before)).toBeDefined();
  expect(await readKeptDefinition(environment, { ...before, ...changed(before) })).toBeUndefined();
});

test('another template of the same assembly asks for another definition', async () => {
  await compute(topic);
  await writeTemplate({ Resources: {} });
  expect(await readKeptDefinition(environment, sources())).toBeUndefined();
});

test.each([
  ['is cut short', (text: string) => text.slice(0, -10)],
  ['was edited', (text: string) => text.replace('orders', 'others')],
  ['is empty', () => ''],
])('a kept definition that %s is computed anew', async (_, damaged) => {
  await compute(topic);
  await writeFile(file(), damaged(await readFile(file(), 'utf8')));
  expect(await readKeptDefinition(environment, sources())).toBeUndefined();
});

const secretValue = 'correct horse battery staple';
const secret = (SecretString: unknown) => ({
  Resources: { It: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString } } },
});

test.each<[string, object, GivenParameters]>([
  ['a secret with a value of its own', secret(secretValue), {}],
  [
    'a parameter that is not to be shown',
    { ...secret({ Ref: 'Key' }), Parameters: { Key: { Type: 'String', NoEcho: true } } },
    { Key: secretValue },
  ],
  [
    'a value of Parameter Store',
    { Resources: { It: { ...topic.Resources.It, Properties: { TopicName: '{{resolve:ssm:/name}}' } } } },
    { '/name': secretValue.replaceAll(' ', '-') },
  ],
])('a definition with %s is not kept', async (_, template, given) => {
  await compute(template, given);
  expect(await readdir(environment.stateFolder)).not.toContain('definition.json');
});
