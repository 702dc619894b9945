import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { toolkit } from '../testing/toolkit.ts';

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = packageSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')),
);
const own = Object.keys(scripts).filter((name) => scripts[name]?.startsWith('node scripts/start.mjs '));

/** Those that take operands, which may be anything. */
const takesOperands = ['local:logs', 'local:test', 'store:exec', 'store:console'];

test('there are scripts to try', () => {
  expect(own.length).toBeGreaterThan(10);
});

const cases = own.map((name) => [name, takesOperands.includes(name) ? '--nonsense' : 'superfluous'] as const);

test.each(cases)('`%s %s --json` is refused, in JSON', { timeout: 30_000 }, async (name, argument) => {
  const tool = toolkit('wrong-arguments', join(tmpdir(), 'wrong-arguments'));
  const variables = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  const { exitCode, stdout, stderr } = await tool.script(name, [argument, '--json'], { variables });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(JSON.parse(stderr)).toEqual({
    type: 'failure',
    code: 'BAD_ARGUMENT',
    message: expect.stringContaining(argument),
    hint: expect.stringContaining(`${name} --help`),
  });
});
