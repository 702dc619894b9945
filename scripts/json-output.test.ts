import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isJson } from '../testing/is-json.ts';
import { jsonRuns } from '../testing/printed-commands.ts';
import { toolkit } from '../testing/toolkit.ts';
import { ownScripts } from './own-scripts.ts';

let stateHome: string;

beforeAll(async () => {
  stateHome = await mkdtemp(join(tmpdir(), 'json-output-'));
});
afterAll(async () => {
  await rm(stateHome, { recursive: true });
});

test('every script is run with --json on a running store, or refuses it', () => {
  // Load tests take long (tests/scaling.deployments.test.ts runs one), a console needs a terminal, a context a new folder.
  const others = [
    'deploy:prod',
    'deploy:small',
    'deploy:staging',
    'loadtest',
    'loadtest:nightly',
    'stack:destroy',
    'store:console',
    'store:context',
    'store:publish',
    'store:release',
    // Takes as long as a roll-out: tests/services.deployments.test.ts runs it.
    'store:restart',
  ];
  expect([...Object.keys(jsonRuns), ...others].toSorted()).toEqual(ownScripts().toSorted());
});

/** The rest would prepare the machine, or needs no environment. */
const withoutEngine = ownScripts().filter(
  (name) => !['local:up', 'local:test', 'docs:differences'].includes(name),
);

test.each(withoutEngine)(
  'where nothing was started all that `%s --json --debug` writes is JSON, and it leaves nothing behind',
  { timeout: 120_000 },
  async (name) => {
    const tool = toolkit('json-output', stateHome);
    const variables = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const args = ['--json', '--debug', ...(jsonRuns[name] ?? [])];
    const { stdout, stderr } = await tool.script(name, args, { variables });
    const written = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    expect(written).not.toEqual([]);
    expect(written.filter((line) => !isJson(line))).toEqual([]);
    expect(existsSync(join(stateHome, 'spree-parity'))).toBe(false);
  },
);
