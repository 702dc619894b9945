import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Commands, completions } from './completions.ts';

const env = { type: 'string', about: 'local (default), small, staging or production' } as const;
const helps: Record<string, Awaited<ReturnType<Commands['helpOf']>>> = {
  'local:logs': {
    operands: '[NAME ...]',
    options: { follow: { type: 'boolean', about: 'go on' }, tail: { type: 'string', about: 'how many' } },
  },
  'store:scale': { operands: 'SERVICE=NUMBER|MIN..MAX ...', options: { env } },
  'local:exec': { operands: 'SERVICE [-- COMMAND]', options: {} },
  'local:config': { operands: '[SERVICE]', options: {} },
  'local:prune': { operands: '[ENVIRONMENT ...]', options: {} },
  'local:env': {
    operands: undefined,
    options: { shell: { type: 'string', value: 'sh|fish', about: 'which' } },
  },
  help: { operands: '[COMMAND]', options: {} },
  'local:open': { operands: '[admin|mail]', options: {} },
  loadtest: { operands: 'SCENARIO (smoke, sale), capacity, or compare RUN RUN', options: { env } },
  cost: {
    operands: undefined,
    options: { without: { type: 'string', about: 'leave out', multiple: true }, env },
  },
};
const commands: Commands = {
  list: {
    'local:logs': 'output',
    'local:open': 'open',
    'store:scale': 'tasks',
    loadtest: 'load',
    cost: 'bill',
    help: 'help',
    'local:exec': 'run',
    'local:config': 'variables',
    'local:prune': 'remove',
    'local:env': 'exports',
  },
  helpOf: async (name) => helps[name],
  environments: async () => ['shop', 'shop-two'],
};

const ofLocal = ['local:exec', 'local:config', 'local:prune', 'local:env'];

const texts = async (line: string) => (await completions(line, commands)).map(({ text }) => text);

test.each([
  ['npx -y pnpm@12 c', ['cost']],
  ['npx -y pnpm@12 lo', ['local:logs', 'local:open', 'loadtest', ...ofLocal]],
  ['npx -y pnpm@12 --silent run local:l', ['local:logs']],
  ['FOO=1 npx -y pnpm@12 store', ['store:scale']],
  ['pnpm local:o', ['local:open']],
])('after %j come the commands that begin so', async (line, expected) => {
  expect(await texts(line)).toEqual(expected);
});

const servers = ['postgres', 'postgres-replica', 'redis', 'minio', 'localstack', 'load-balancer', 'edge'];

test('each server that is offered is one of docker-compose.yml', async () => {
  const compose = parse(await readFile(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8'));
  expect(Object.keys(z.object({ services: z.object({}).loose() }).parse(compose).services)).toEqual(
    expect.arrayContaining(servers),
  );
});

test.each([
  ['local:logs ', ['web', 'worker', 'oneoff', ...servers]],
  ['local:logs p', ['postgres', 'postgres-replica']],
  ['local:exec ', ['web', 'worker', ...servers]],
  ['local:config ', ['web', 'worker']],
  ['local:prune s', ['shop', 'shop-two']],
  ['local:env --shell ', ['sh', 'fish']],
  ['help local:e', ['local:exec', 'local:env']],
  ['local:logs web w', ['web', 'worker']],
  ['local:logs --f', ['--follow']],
  ['local:logs --follow --', ['--tail']],
  ['local:logs --tail ', []],
  ['store:scale ', ['web=', 'worker=']],
  ['store:scale --env ', ['local', 'small', 'staging', 'production']],
  ['store:scale --env=s', ['--env=small', '--env=staging']],
  ['local:open ', ['admin', 'mail']],
  ['loadtest ', ['smoke', 'sale', 'capacity', 'compare']],
  ['cost --without read-replica --w', ['--without']],
])('in the arguments of a command: %j', async (line, expected) => {
  expect(await texts(`npx -y pnpm@12 ${line}`)).toEqual(expected);
});

test.each([
  'npx playwright ',
  'npx',
  'npx -y pnpm@12',
  'git pnpm ',
  'npx -y pnpm@12 nothing ',
  'npx -y pnpm@12 cost -- lo',
  '',
])('nothing is known after %j', async (line) => {
  expect(await texts(line)).toEqual([]);
});
