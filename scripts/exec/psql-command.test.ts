import { expect, test } from 'vitest';
import { Secret } from '../../failure/secret.ts';
import { psqlCommand, psqlUser } from './psql-command.ts';

const login = { username: 'shop', password: new Secret('hunter2'), database: 'store' };

test('the password is in no argument', () => {
  const { command, environment } = psqlCommand(login, 'store', ['-c', 'SELECT 1']);
  expect(command).toEqual(['psql', '-c', 'SELECT 1']);
  expect(environment).toMatchObject({
    PGUSER: 'shop',
    PGPASSWORD: 'hunter2',
    PGDATABASE: 'store',
    PGSSLMODE: 'require',
  });
});

test('rdsadmin comes in by the socket of the server, without a password', () => {
  const { environment } = psqlCommand(login, 'rdsadmin', []);
  expect(environment).toMatchObject({ PGHOST: '/tmp', PGUSER: 'rdsadmin', PGDATABASE: 'store' });
  expect(environment).not.toHaveProperty('PGPASSWORD');
});

test('the store’s own user is used unless another is named, and a wrong one is refused with those that there are', () => {
  expect(psqlUser(undefined)).toBe('store');
  expect(psqlUser('master')).toBe('master');
  expect(() => psqlUser('root')).toThrow(
    expect.objectContaining({
      exitCode: 2,
      hint: expect.stringContaining('store, master, rdsadmin'),
    }),
  );
});
