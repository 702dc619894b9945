import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { refuseWrongStore, refuseWrongVariables } from './refuse-wrong-variables.ts';

const wrong = [
  ['AWS_ENDPOINT_URL', 'https://ecs.amazonaws.com', 'ENDPOINT_NOT_LOCAL'],
  ['DOCKER_HOST', 'ssh://elsewhere', 'ENGINE_NOT_LOCAL'],
  ['STORE_KIND', 'bogus', 'STORE_KIND_UNKNOWN'],
  ['POSTGRES_IMAGE', 'My Image', 'IMAGE_BAD_NAME'],
  ['STORE_IMAGE', '-v', 'IMAGE_BAD_NAME'],
] as const;

test.each(wrong)('%s=%s is refused as wrong usage', (name, value, code) => {
  expect(() => refuseWrongVariables({ [name]: value })).toThrow(
    expect.objectContaining({ code, exitCode: 2, message: expect.stringContaining(value) }),
  );
});

test.each([
  ['STORE_CONTEXT', 'STORE_CONTEXT_UNUSABLE'],
  ['STORE_GEMS', 'STORE_GEMS_EMPTY'],
])('%s that names no usable folder is refused, even where it would not be used', async (name, code) => {
  const variables = { STORE_IMAGE: 'shop:1', [name]: '/nowhere' };
  await expect(refuseWrongStore(tmpdir(), variables)).rejects.toMatchObject({ code, exitCode: 2 });
});

test('an empty variable counts as not set', async () => {
  const names = [...wrong.map(([name]) => name), 'STORE_CONTEXT', 'STORE_GEMS'];
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  refuseWrongVariables(empty);
  await refuseWrongStore(tmpdir(), empty);
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
  refuseWrongVariables({ POSTGRES_IMAGE });
});
