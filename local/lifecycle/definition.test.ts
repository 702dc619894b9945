import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepParameters } from '../providers/parameters/kept-parameters.ts';
import { differencesLine } from './commands/differences.ts';
import { readDefinition, readRegion } from './definition.ts';

let state = '';

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'definition-'));
});

afterEach(() => rm(state, { recursive: true, force: true }));

async function assemblyOf(template: object, names = ['shop']): Promise<string> {
  const folder = join(state, 'assembly');
  await mkdir(folder);
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/eu-west-1',
    properties: { templateFile: 'shop.json' },
  };
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '1', artifacts: Object.fromEntries(names.map((name) => [name, artifact])) }),
  );
  await writeFile(join(folder, 'shop.json'), JSON.stringify(template));
  return folder;
}

const parameter = (Value: object) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: '/a', Type: 'String', Value },
});

test('a definition is read with the values that the environment keeps', async () => {
  const folder = await assemblyOf({
    Parameters: {
      Greeting: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/greeting' },
      Name: { Type: 'String' },
    },
    Resources: { It: parameter({ 'Fn::Join': [', ', [{ Ref: 'Greeting' }, { Ref: 'Name' }]] }) },
  });
  const kept = { template: { Name: 'Ada' }, stored: { '/greeting': 'good morning' } };
  await keepParameters(state, kept);
  const { emulated, parameters, stack } = await readDefinition(folder);
  expect(emulated.Resources.It?.Properties.Value).toBe('good morning, Ada');
  expect(parameters).toEqual(kept);
  expect(differencesLine({ stack, parameters })).toContain('of 3 properties, 3 behave as on AWS, 0 differ');
});

test.each([
  [['shop', 'domain'], 'has 2 stacks (shop, domain); exactly one can run locally'],
  [[], 'has no stack; exactly one can run locally'],
])('of the stacks %j none is chosen: the error says what to do', async (names, message) => {
  const folder = await assemblyOf({ Resources: {} }, names);
  await expect(readDefinition(folder)).rejects.toMatchObject({
    code: 'DEFINITION_NOT_ONE_STACK',
    message: expect.stringContaining(message),
    hint: expect.stringContaining('instantiate only one stack if the environment is local'),
  });
});

test('a parameter that has no value is missing, with the way to give it; the region is known all the same', async () => {
  const folder = await assemblyOf({
    Parameters: { Name: { Type: 'String' } },
    Resources: { It: parameter({ Ref: 'Name' }) },
  });
  await expect(readDefinition(folder)).rejects.toMatchObject({
    code: 'TEMPLATE_PARAMETER_MISSING',
    hint: 'Give it a value, which is kept: npx -y pnpm@12 local:up --parameter Name=VALUE',
  });
  expect(await readRegion(folder)).toBe('eu-west-1');
});

test('an error does not show the value of a NoEcho parameter', async () => {
  const folder = await assemblyOf({
    Parameters: { Token: { Type: 'String', NoEcho: true } },
    Resources: {
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: { Ref: 'Token' } } },
    },
  });
  const parameters = { template: { Token: 'hush' }, stored: {} };
  const read = readDefinition(folder, { parameters });
  await expect(read).rejects.toThrow('RetentionInDays is "****"');
});
