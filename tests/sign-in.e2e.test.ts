import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { type AccountVisitor, accountVisitor } from '../testing/account-visitor.ts';
import { sayUnlimited } from '../testing/attempt-limits.ts';
import { caughtMail } from '../testing/caught-mail.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const { storefrontUrl, mailUrl } = shared.running.endpoints;
const tool = toolkit(shared.name, shared.stateHome);
const visitors: AccountVisitor[] = [];

afterEach(async () => {
  for (const each of visitors.splice(0)) await each.leave();
});

async function visitor(): Promise<AccountVisitor> {
  const created = await accountVisitor(storefrontUrl);
  visitors.push(created);
  return created;
}

const newAddress = () => `customer-${randomBytes(4).toString('hex')}@example.com`;

async function signIn(by: AccountVisitor, email: string, password: string): Promise<number> {
  const fields = { 'user[email]': email, 'user[password]': password };
  return (await by.fill('/user/sign_in', fields)).status();
}

/** A new account; its owner is signed in. */
async function signUp(email: string, password: string): Promise<AccountVisitor> {
  const owner = await visitor();
  const fields = {
    'user[email]': email,
    'user[password]': password,
    'user[password_confirmation]': password,
  };
  expect((await owner.fill('/user/sign_up', fields, '/user')).status()).toBe(303);
  return owner;
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let time = 0; time < times; time += 1) results.push(await work());
  return results;
}

const refused = 422;
const taken = 303;
const tooMany = 429;

describe.skipIf(shared.running.store.kind === 'demo')('signing in', () => {
  test('ten wrong passwords lock an account; the session of its owner goes on, and a link in a mail opens it again', async () => {
    const email = newAddress();
    const password = randomBytes(8).toString('hex');
    const owner = await signUp(email, password);
    const guesser = await visitor();
    const grant = { grant_type: 'password', username: email, password: 'wrong' };
    const guess = async () => (await guesser.post('/spree_oauth/token', grant)).status();
    // At the form and in the API together.
    expect(await repeat(9, guess)).toEqual(Array(9).fill(400));
    expect(await signIn(guesser, email, 'wrong')).toBe(refused);
    const other = await visitor();
    expect(await signIn(other, email, password)).toBe(refused);
    expect((await owner.open('/account/orders')).status()).toBe(200);
    const mail = await caughtMail(mailUrl, email, 'unlock');
    expect(mail.links).toEqual([expect.stringContaining(`${storefrontUrl}/user/unlock?unlock_token=`)]);
    const opened = await other.open(mail.links[0] ?? '');
    expect([opened.status(), new URL(opened.headers().location ?? '', storefrontUrl).pathname]).toEqual([
      302,
      '/user/sign_in',
    ]);
    expect(await signIn(other, email, password)).toBe(taken);
  });

  test('who fails twenty times gets a page that says so, whatever form it was, and others do not', async () => {
    const guesser = await visitor();
    const grant = () => ({ grant_type: 'password', username: newAddress(), password: 'wrong' });
    const guess = async () => (await guesser.post('/spree_oauth/token', grant())).status();
    expect(await repeat(19, guess)).toEqual(Array(19).fill(400));
    expect([await signIn(guesser, newAddress(), 'wrong'), await guess()]).toEqual([refused, tooMany]);
    expect(await signIn(guesser, newAddress(), 'wrong')).toBe(tooMany);
    const admin = await guesser.fill('/admin_user/sign_in', {
      'admin_user[email]': shared.running.admin.email,
      'admin_user[password]': 'wrong',
    });
    expect([admin.status(), admin.headers()['retry-after'], await admin.text()]).toEqual([
      tooMany,
      '300',
      expect.stringContaining('<h1>Too many attempts</h1>'),
    ]);
    expect(await signIn(await visitor(), newAddress(), 'wrong')).toBe(refused);
  });

  test('customers who share an address may sign in as often as they like', async () => {
    const email = newAddress();
    const password = randomBytes(8).toString('hex');
    await signUp(email, password);
    const grant = { grant_type: 'password', username: email, password };
    const office = await visitor();
    const answers = await repeat(21, async () => (await office.post('/spree_oauth/token', grant)).status());
    expect(answers).toEqual(Array(21).fill(200));
  });

  test('an account gets five mails for a new password in an hour, and nobody learns whether there is one', async () => {
    const email = newAddress();
    await signUp(email, randomBytes(8).toString('hex'));
    const ask = async (whose: string) => {
      const anybody = await visitor();
      const answer = await anybody.fill('/user/password/new', { 'user[email]': whose }, '/user/password');
      const page = await anybody.open('/user/sign_in');
      return [answer.status(), /If this address belongs to an account/.test(await page.text())];
    };
    expect([await ask(email), await ask(newAddress())]).toEqual([
      [taken, true],
      [taken, true],
    ]);
    const more = await repeat(5, () => ask(email));
    expect(more.map(([status]) => status)).toEqual([taken, taken, taken, taken, tooMany]);
  });

  test('no link signs anybody out, only a form', async () => {
    const owner = await signUp(newAddress(), randomBytes(8).toString('hex'));
    expect((await owner.open('/user/sign_out')).status()).toBe(404);
    expect((await owner.open('/account/orders')).status()).toBe(200);
  });

  test('every form for accounts has a limit, and while the cache is away nobody is refused', async () => {
    const out = await tool.ok('store:exec', ['--', 'bin/rails', 'runner', sayUnlimited]);
    const [, forms, unlimited] = /^FORMS (\d+) UNLIMITED (.*)$/m.exec(out) ?? [];
    expect([Number(forms) > 6, unlimited?.trim()]).toEqual([true, '']);
    expect(out).toContain('AWAY 400 30');
  });
});
