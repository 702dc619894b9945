import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../../local/processes/run.ts';
import { containerConfig, mask, parseEnvironment } from './container-config.ts';

const arn = 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:shop-AbCdEf:password::';
const definition = {
  environment: [{ name: 'PORT', value: '3000' }],
  secrets: [{ name: 'DATABASE_PASSWORD', valueFrom: arn }],
};
const before = {
  PATH: '/usr/bin',
  PORT: '3000',
  DATABASE_PASSWORD: 'hunter2/',
  AWS_REGION: 'ap-southeast-1',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/guess',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  ECS_AGENT_URI: 'http://169.254.170.2/api/guess-web',
};
const after = {
  ...before,
  DATABASE_URL: 'postgres://shop:hunter2%2F@db/shop?again=hunter2/',
  REGION_TWICE: 'no secret',
  PWD: '/app',
};

test('each variable has its source, and secrets are masked, also within what the entry point makes of them', () => {
  expect(containerConfig(definition, { before, after }, false)).toEqual([
    {
      name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      value: mask,
      isMasked: true,
      source: 'ECS',
    },
    {
      name: 'AWS_ENDPOINT_URL',
      value: 'http://127.0.0.1:4566',
      isMasked: false,
      source: 'local environment',
    },
    { name: 'AWS_REGION', value: 'ap-southeast-1', isMasked: false, source: 'ECS' },
    { name: 'DATABASE_PASSWORD', value: mask, isMasked: true, source: 'secret', from: arn },
    {
      name: 'DATABASE_URL',
      value: `postgres://shop:${mask}@db/shop?again=${mask}`,
      isMasked: true,
      source: 'entry point',
    },
    {
      name: 'ECS_AGENT_URI',
      value: `http://169.254.170.2/api/${mask}-web`,
      isMasked: true,
      source: 'ECS',
    },
    { name: 'PATH', value: '/usr/bin', isMasked: false, source: 'image' },
    { name: 'PORT', value: '3000', isMasked: false, source: 'definition' },
    { name: 'REGION_TWICE', value: 'no secret', isMasked: false, source: 'entry point' },
  ]);
});

test('secrets are shown where they are to be', () => {
  const shown = containerConfig(definition, { before, after }, true);
  expect(shown.filter(({ isMasked }) => isMasked)).toEqual([]);
  expect(shown.find(({ name }) => name === 'DATABASE_URL')?.value).toBe(after.DATABASE_URL);
});

test('of a container that is not looked into only its definition is known', () => {
  expect(containerConfig(definition, undefined, true)).toEqual([
    { name: 'DATABASE_PASSWORD', value: undefined, isMasked: true, source: 'secret', from: arn },
    { name: 'PORT', value: '3000', isMasked: false, source: 'definition' },
  ]);
});

test('no secret is in what is masked', () => {
  const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !mask.includes(text));
  fc.assert(
    fc.property(word, word, word, (secret, left, right) => {
      const seen = {
        before: { DATABASE_PASSWORD: secret },
        after: { DATABASE_PASSWORD: secret, URL: `x://${left}:${secret}@${right}` },
      };
      const texts = containerConfig(definition, seen, false).map(({ value }) => value);
      const parts = texts.flatMap((text) => text?.split(mask) ?? []);
      expect(parts.filter((part) => part.includes(secret))).toEqual([]);
      expect(texts).toContain(mask);
    }),
  );
});

test('what `env -0` writes is read with every character of a value', async () => {
  const variables = { PLAIN: 'a', LINES: 'one\ntwo=2\n', EMPTY: '', QUOTED: `'"$x` };
  const { stdout } = await run('env', ['-0'], { env: { PATH: process.env.PATH, ...variables } });
  expect(parseEnvironment(stdout)).toMatchObject(variables);
});
