import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { SecretDefinition, SecretRotation } from '../../../definition/model/secrets.ts';
import { exampleSecret } from '../../../definition/testing/examples.ts';
import { Secret } from '../../../failure/secret.ts';
import { nextValue, type UserSecret, userSecret } from './next-value.ts';
import { type RotationParts, rotateSecret } from './rotate-secret.ts';

const master = { username: 'master', password: 'of the master' };
const application = { username: 'shop', password: 'first', masterarn: 'arn:master', host: 'postgres' };

const secretWith = (strategy: SecretRotation['strategy']): SecretDefinition =>
  exampleSecret({ name: 'shop/application', rotation: { strategy, excludeCharacters: '"' } });
const secret = secretWith('alternating-users');

/** A server that knows passwords, and a store of secrets; `failing` is the step that fails. */
function parts(values: Readonly<Record<string, object>>, failing = '') {
  const passwords = new Map([
    ['master', master.password],
    ['shop', 'first'],
  ]);
  const stored = new Map(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
  const steps: string[] = [];
  const step = (name: string) => {
    steps.push(name);
    if (name === failing) throw new Error(`${name} failed`);
  };
  const given: RotationParts = {
    server: {
      signIn: async ({ username, password }) => {
        step(`sign in as ${username}`);
        if (passwords.get(username) !== password) throw new Error(`${username} is not let in`);
      },
      setPassword: async (by, current, next) => {
        step(`${by.username} sets the password of ${next.username}, who is like ${current.username}`);
        if (passwords.get(by.username) !== by.password) throw new Error(`${by.username} is not let in`);
        passwords.set(next.username, next.password);
      },
    },
    read: async (id) => new Secret(stored.get(id) ?? ''),
    put: async (name, value) => {
      step(`put ${name}`);
      stored.set(name, value);
      return 'version';
    },
    keep: async (name) => step(`keep ${name}`),
    random: (bound) => Math.floor(Math.random() * bound),
  };
  const current = () => userSecret('shop/application', stored.get('shop/application') ?? '');
  return { given, steps, passwords, current };
}

const start = { 'shop/application': application, 'arn:master': master };

describe('a rotation between two users', () => {
  it('leaves the password of the user before as it was, and the master user sets that of the other', async () => {
    const { given, steps, passwords, current } = parts(start);
    expect(await rotateSecret(secret, given)).toBe('version');
    expect(steps).toEqual([
      'sign in as shop',
      'master sets the password of shop_clone, who is like shop',
      'sign in as shop_clone',
      'keep shop/application',
      'put shop/application',
    ]);
    expect(passwords.get('shop')).toBe('first');
    expect(current()).toEqual({
      ...application,
      username: 'shop_clone',
      password: passwords.get('shop_clone'),
    });
  });

  it('comes back to the first user with the next one', async () => {
    const { given, passwords, current } = parts(start);
    await rotateSecret(secret, given);
    const between = passwords.get('shop_clone');
    await rotateSecret(secret, given);
    expect(current().username).toBe('shop');
    expect(passwords.get('shop')).not.toBe('first');
    expect(passwords.get('shop_clone')).toBe(between);
  });

  it.each(['sign in as shop', 'sign in as shop_clone', 'keep shop/application', 'put shop/application'])(
    'that fails (%s) leaves the secret as it was, and its user is let in',
    async (failing) => {
      const { given, current } = parts(start, failing);
      await expect(rotateSecret(secret, given)).rejects.toThrow(`${failing} failed`);
      expect(current()).toEqual(application);
      await given.server.signIn(current()).catch(() => expect(failing).toBe('sign in as shop'));
    },
  );

  it('needs the secret of the user that changes passwords', async () => {
    const { masterarn: _, ...without } = application;
    const { given } = parts({ 'shop/application': without });
    await expect(rotateSecret(secret, given)).rejects.toThrow('has no masterarn');
  });
});

test('a rotation of one user changes its own password', async () => {
  const { given, steps, current } = parts(start);
  await rotateSecret(secretWith('single-user'), given);
  expect(steps[1]).toBe('shop sets the password of shop, who is like shop');
  expect(current().password).not.toBe('first');
});

test('a secret without a rotation, or without a user, is not rotated, and its value is not shown', async () => {
  const { rotation: _, ...without } = secret;
  await expect(rotateSecret(without, parts(start).given)).rejects.toThrow('is not rotated');
  const { given } = parts({ 'shop/application': { password: 'hush' } });
  await expect(rotateSecret(secret, given)).rejects.toMatchObject({
    code: 'SECRET_NOT_ROTATABLE',
    message: expect.not.stringContaining('hush'),
  });
});

test('of two values in a row the users differ, of three the first is again that of the last', () => {
  const users = fc.stringMatching(/^[a-z]{1,20}(_clone)?$/);
  fc.assert(
    fc.property(users, fc.stringMatching(/^[!-~]{0,20}$/), (username, excludeCharacters) => {
      const rotation = { strategy: 'alternating-users', excludeCharacters } as const;
      const next = (value: UserSecret) => nextValue(value, rotation, (bound) => bound - 1);
      const second = next({ username, password: 'first' });
      expect(second.username).not.toBe(username);
      expect(next(second).username).toBe(username);
      expect([...second.password].some((each) => excludeCharacters.includes(each))).toBe(false);
    }),
  );
});
