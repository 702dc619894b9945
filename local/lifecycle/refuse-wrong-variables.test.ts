import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refuseWrongVariables } from './refuse-wrong-variables.ts';

const wrong = [
  ['AWS_ENDPOINT_URL', 'https://ecs.amazonaws.com', 'ENDPOINT_NOT_LOCAL'],
  ['DOCKER_HOST', 'ssh://elsewhere', 'ENGINE_NOT_LOCAL'],
  ['STORE_KIND', 'bogus', 'STORE_KIND_UNKNOWN'],
  ['POSTGRES_IMAGE', 'My Image', 'IMAGE_BAD_NAME'],
  ['STORE_IMAGE', '-v', 'IMAGE_BAD_NAME'],
] as const;

test.each(wrong)('%s=%s is refused as wrong usage', (name, value, code) => {
  expect(() => refuseWrongVariables(tmpdir(), { [name]: value })).toThrow(
    expect.objectContaining({ code, exitCode: 2, message: expect.stringContaining(value) }),
  );
});

test.each([
  ['STORE_CONTEXT', 'nowhere', "STORE_CONTEXT is 'nowhere', which is not there"],
  ['STORE_CONTEXT', 'file', "STORE_CONTEXT is 'file', which is not a folder"],
  ['STORE_CONTEXT', '.', "STORE_CONTEXT is '.', which has no Dockerfile"],
  ['STORE_SETTINGS', 'nowhere', "STORE_SETTINGS is 'nowhere', which is not there"],
  ['STORE_SETTINGS', '.', "STORE_SETTINGS is '.', which is not a file"],
  ['STORE_GEMS', 'nowhere', "STORE_GEMS is 'nowhere', which contains no .gem files"],
])('%s=%s is refused, even where it would not be used', (name, value, message) => {
  const checkout = mkdtempSync(join(tmpdir(), 'wrong-variables-'));
  onTestFinished(() => rmSync(checkout, { recursive: true }));
  writeFileSync(join(checkout, 'file'), '');
  const variables = { STORE_IMAGE: 'shop:1', [name]: value };
  expect(() => refuseWrongVariables(checkout, variables)).toThrow(
    expect.objectContaining({ exitCode: 2, message }),
  );
});

test('an empty variable counts as not set', () => {
  const names = [...wrong.map(([name]) => name), 'STORE_CONTEXT', 'STORE_GEMS', 'STORE_SETTINGS'];
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  refuseWrongVariables(tmpdir(), empty);
});

test.each([
  'postgres',
  'postgres:16.14',
  'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
  'localhost:5000/a/b_c__d--e:tag',
  `shop@sha256:${'a'.repeat(64)}`,
  `sha256:${'0'.repeat(64)}`,
  '127.0.0.1:9/none:1',
  '[::1]:5000/shop',
])('%s is the name of an image', (POSTGRES_IMAGE) => {
  refuseWrongVariables(tmpdir(), { POSTGRES_IMAGE });
});
