import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toolkit } from '../../testing/toolkit.ts';

let stateHome: string;

beforeAll(async () => {
  stateHome = await mkdtemp(join(tmpdir(), 'destroy-locally-'));
});
afterAll(async () => {
  await rm(stateHome, { recursive: true });
});

async function destroy(...args: readonly string[]) {
  const variables = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  return await toolkit('shop', stateHome).script('stack:destroy', args, { variables });
}

test('the local environment is deleted only by its name, and what goes with it is said before', async () => {
  const noTerminal = 'Nothing was stopped or deleted: there is no terminal to prompt on';
  const otherName = "Nothing was stopped or deleted: --confirm must be shop, not 'other'";
  for (const [args, code, said] of [
    [[], 1, noTerminal],
    [['--env', 'local'], 1, noTerminal],
    [['--env', 'local', '--confirm', 'other'], 2, otherName],
  ] as const) {
    const { exitCode, stderr } = await destroy(...args);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(said)]);
    expect(stderr).toContain('shop, on this machine, is deleted');
    expect(stderr).toContain('databases, uploads, jobs and secrets');
    expect(stderr).toContain('stack:destroy --env local --confirm shop');
  }
});

test('with its name the deletion begins, for which it needs the container engine', async () => {
  const { exitCode, stderr } = await destroy('--env', 'local', '--confirm', 'shop');
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('✖ Control plane');
});

test.each([['--keep-uploads'], ['--force-unlock'], ['--region', 'eu-west-1']])(
  'what means nothing here is refused: %s',
  async (...args) => {
    const { exitCode, stderr } = await destroy('--env', 'local', ...args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is for an environment on AWS')]);
  },
);
