import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readInfrastructure, synthesizeInfrastructure } from './synthesize-infrastructure.ts';

const checkout = join(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthesized-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

test('the app of the checkout is synthesized for an environment, and read again from its folder', {
  timeout: 30_000,
}, async () => {
  const assembly = join(folder, 'assembly');
  const context = { environment: 'local', imageTag: '3f2a1b9' };
  const { stacks } = await synthesizeInfrastructure({ checkout, folder: assembly, context });
  expect(stacks).toEqual([
    {
      ...{ id: 'spree-local', name: 'spree-local', account: '000000000000', region: 'ap-southeast-1' },
      isProtected: false,
      bootstrap: { version: expect.any(Number), parameter: '/cdk-bootstrap/hnb659fds/version' },
      template: expect.objectContaining({ Resources: expect.any(Object) }),
    },
  ]);
  expect(JSON.stringify(stacks[0]?.template)).toContain('3f2a1b9');
  expect(await readInfrastructure(assembly)).toEqual({ folder: assembly, stacks });
});

test('what the app says is missing in its settings is what the failure says', {
  timeout: 30_000,
}, async () => {
  const context = { environment: 'production', imageTag: '3f2a1b9' };
  const missing = synthesizeInfrastructure({ checkout, folder: join(folder, 'missing'), context });
  await expect(missing).rejects.toMatchObject({
    code: 'SYNTH_FAILED',
    message: expect.stringMatching(/^Set in stack\/environments\/production\.ts:\n- account: /),
  });
});

test('the file of the application that the variables mean is read for AWS as it is locally', {
  timeout: 30_000,
}, async () => {
  vi.stubEnv('STORE_CONTEXT', folder);
  const context = { environment: 'local', imageTag: '3f2a1b9' };
  const synthesized = async (text: string) => {
    await writeFile(join(folder, 'parity.yml'), text);
    return await synthesizeInfrastructure({ checkout, folder: join(folder, 'own'), context });
  };
  await expect(synthesized('web: { port: 80 }\nredis: maybe')).rejects.toMatchObject({
    code: 'SYNTH_FAILED',
    message: expect.stringMatching(/parity\.yml:1: web\.port is 80.*\n.*parity\.yml:2: redis is "maybe"/),
  });
  const { stacks } = await synthesized('web: { port: 4000 }\nworker: none');
  const template = JSON.stringify(stacks[0]?.template);
  expect(template).toContain('"ContainerPort":4000');
  expect(template).not.toContain('WorkerService');
});
