import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { readMarkOnceUp } from './database-mark.ts';
import type { PostgresServer } from './postgres-server.ts';

const serverThat = (run: PostgresServer['run']): PostgresServer => ({ run, start: async () => {} });

const failing = (code: string) =>
  serverThat(async () => {
    throw new Failure(code, 'no');
  });

test('a mark is read in the database that it is of', async () => {
  const asked: string[] = [];
  const server = serverThat(async (database) => {
    asked.push(database);
    return ['spree-parity {"migratedBy":"sha256:1","seeded":true}.'];
  });
  expect(await readMarkOnceUp(server, 'shop')).toEqual({ setUpBy: '', migratedBy: 'sha256:1', seeded: true });
  expect(asked).toEqual(['shop']);
});

test('a server that does not let anybody in yet has no mark', async () => {
  expect(await readMarkOnceUp(failing('DATABASE_STATEMENT_FAILED'), 'shop')).toBeUndefined();
});

test('an engine that cannot run a command is not waited for', async () => {
  await expect(readMarkOnceUp(failing('ENGINE_CONFLICT'), 'shop')).rejects.toThrow('no');
});
