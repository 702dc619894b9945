import { expect, test } from 'vitest';
import { Secret } from '../../../../failure/secret.ts';
import { waitingClock } from '../../../../time/testing/waiting-clock.ts';
import { definition, task } from '../../tasks/testing/task-fixtures.ts';
import { firstKeysOf } from './first-keys.ts';
import type { TemporaryCredentials } from './temporary-credentials.ts';

const minute = 60_000;
const issued: TemporaryCredentials = {
  accessKeyId: 'key',
  secretAccessKey: new Secret('hush'),
  sessionToken: new Secret(''),
  expiration: 60 * minute,
};
const withRole = definition([], { taskRoleArn: 'arn:aws:iam::000000000000:role/web' });

function firstKeys(fresh: () => Promise<TemporaryCredentials>) {
  return firstKeysOf({ credentials: { fresh }, endpointId: () => '0123', clock: waitingClock() });
}

test("a task starts with the keys of its role in ECS's shape, and with none for the SDK for Ruby's empty token", async () => {
  const keys = await firstKeys(async () => issued)(task(), withRole);
  const shape = {
    RoleArn: 'arn:aws:iam::000000000000:role/web',
    AccessKeyId: 'key',
    SecretAccessKey: 'hush',
    Expiration: '1970-01-01T01:00:00Z',
  };
  expect(keys).toMatchObject({ path: '/v2/credentials/0123', freshUntilMs: 45 * minute });
  expect(JSON.parse(keys?.answer ?? '')).toEqual({ ...shape, Token: '' });
  expect(JSON.parse(keys?.answerForRuby ?? '')).toEqual(shape);
});

test('a task without a role starts without keys, and nobody is asked for any', async () => {
  const unasked = async () => {
    throw new Error('asked');
  };
  expect(await firstKeys(unasked)(task(), definition([]))).toBeUndefined();
});

test('a task starts without keys where the S3 server gives none, or is not heard of within a second', async () => {
  const refused = async () => {
    throw new Error('refused');
  };
  expect(await firstKeys(refused)(task(), withRole)).toBeUndefined();
  expect(await firstKeys(() => new Promise(() => undefined))(task(), withRole)).toBeUndefined();
});
