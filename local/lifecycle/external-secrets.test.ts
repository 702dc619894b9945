import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleContainer, exampleTaskDefinition } from '../../definition/testing/examples.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { keepExternalSecrets } from './external-secrets.ts';

let environment: LocalEnvironment;

beforeEach(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'external-secrets-test-'));
  environment = { name: 'test', checkout: '/checkout', stateFolder, labels: {} };
});
afterEach(() => rm(environment.stateFolder, { recursive: true }));

/** The kept values where a task reads these parts of the secret `shop/smtp`, such as `:username::`. */
async function valuesOf(...parts: readonly string[]): Promise<readonly { name: string; value: string }[]> {
  const secrets = parts.map((part, index) => ({
    name: `A${index}`,
    valueFrom: `arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop/smtp${part}`,
  }));
  const taskDefinitions = [exampleTaskDefinition({ containerDefinitions: [exampleContainer({ secrets })] })];
  return await keepExternalSecrets(environment, { taskDefinitions, secrets: [] });
}

const digits = expect.stringMatching(/^[0-9a-f]{32}$/);

test('each key that tasks read gets a value, once, in a file of this user alone', async () => {
  const [first] = await valuesOf(':username::', ':password::');
  expect(first?.name).toBe('shop/smtp');
  expect(JSON.parse(first?.value ?? '')).toEqual({ username: digits, password: digits });
  expect(await valuesOf(':username::', ':password::')).toEqual([first]);
  const folder = join(environment.stateFolder, 'secrets', 'external');
  const [file = ''] = await readdir(folder);
  expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
});

test('a key that tasks read later is added, and the others keep their values', async () => {
  const [first] = await valuesOf(':username::');
  const [second] = await valuesOf(':username::', ':password::');
  expect(JSON.parse(second?.value ?? '')).toEqual({ ...JSON.parse(first?.value ?? ''), password: digits });
});

test('a secret that is read as a whole is no JSON', async () => {
  expect(await valuesOf('')).toEqual([{ name: 'shop/smtp', value: digits }]);
});
