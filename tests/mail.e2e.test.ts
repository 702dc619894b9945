import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, whileNetworksChange } from '../testing/browser.ts';
import { type CaughtMail, caughtMail } from '../testing/caught-mail.ts';
import { type EdgeClient, edgeClient } from '../testing/edge-client.ts';
import { buyAsGuest } from '../testing/guest-checkout.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const { running } = shared;
const tool = toolkit(shared.name, shared.stateHome);
const { storefrontUrl, certificateAuthority, mailUrl } = running.endpoints;
let browser: Browser;
let edge: EdgeClient;

beforeAll(async () => {
  browser = await openBrowser();
  edge = edgeClient(storefrontUrl, certificateAuthority);
});

afterAll(async () => {
  await browser?.close();
});

const newAddress = () => `customer-${randomBytes(4).toString('hex')}@example.com`;

/** The links and pictures of a mail with what the storefront answers; one that leads elsewhere has no answer. */
async function answersOf({ links }: CaughtMail): Promise<Readonly<Record<string, number | 'elsewhere'>>> {
  const answers = links.map(async (link) => {
    const isOwn = URL.canParse(link) && new URL(link).origin === storefrontUrl;
    return [link, isOwn ? (await edge.get(link)).status : 'elsewhere'] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

/** A visitor with cookies of his own. */
async function visitor<T>(path: string, work: (page: Page) => Promise<T>): Promise<T> {
  return await whileNetworksChange(async () => {
    const page = await browser.newPage({ ignoreHTTPSErrors: true, baseURL: storefrontUrl });
    try {
      await page.goto(path);
      return await work(page);
    } finally {
      await page.close();
    }
  });
}

interface Account {
  /** What names its fields: `user[email]`. */
  readonly of: 'user' | 'admin_user';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Fills in the form for an account on this page and sends it; gives the path of the page that it leads to, which is the
 * same where the store refuses it.
 */
async function fillIn(page: Page, { of, fields }: Account): Promise<string> {
  const before = new URL(page.url()).pathname;
  for (const [name, value] of Object.entries(fields)) await page.fill(`input[name="${of}[${name}]"]`, value);
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && new URL(answer.url()).pathname.startsWith(`/${of}`),
  );
  await page.locator(`form:has(input[name^="${of}["]) [type="submit"]`).click();
  if ((await answered).status() === 303) await page.waitForURL(({ pathname }) => pathname !== before);
  return new URL(page.url()).pathname;
}

const asCustomer = (fields: Account['fields']): Account => ({ of: 'user', fields });

test('a guest gets a confirmation of the order, and its links and pictures lead to the storefront', async () => {
  const email = newAddress();
  const order = await buyAsGuest(edge, email);
  const mail = await caughtMail(mailUrl, email, String(order.attributes.number));
  expect(mail).toMatchObject({ from: 'store@example.com', to: [email] });
  const answers = await answersOf(mail);
  expect(Object.keys(answers)).not.toEqual([]);
  expect(answers).toEqual(Object.fromEntries(mail.links.map((link) => [link, 200])));
});

test.skipIf(running.store.kind === 'demo')(
  'a customer who forgot the password sets another one by the link in a mail',
  async () => {
    const email = newAddress();
    const forgotten = randomBytes(8).toString('hex');
    const password = randomBytes(8).toString('hex');
    const account = asCustomer({ email, password: forgotten, password_confirmation: forgotten });
    await visitor('/user/sign_up', (page) => fillIn(page, account));
    await visitor('/user/password/new', (page) => fillIn(page, asCustomer({ email })));
    const mail = await caughtMail(mailUrl, email, 'password');
    expect(mail).toMatchObject({ from: 'store@example.com', to: [email] });
    expect(mail.links).toEqual([
      expect.stringMatching(new RegExp(`^${storefrontUrl}/user/password/edit\\?reset_password_token=`)),
    ]);
    const change = asCustomer({ password, password_confirmation: password });
    await visitor(mail.links[0] ?? '', (page) => fillIn(page, change));
    const signIn = (given: string) =>
      visitor('/user/sign_in', (page) => fillIn(page, asCustomer({ email, password: given })));
    expect([await signIn(forgotten), await signIn(password)]).toEqual(['/user/sign_in', '/']);
  },
);

test.skipIf(running.store.kind === 'demo')(
  'an administrator who forgot the password gets a link as well',
  async () => {
    const { email } = running.admin;
    await visitor('/admin_user/password/new', (page) =>
      fillIn(page, { of: 'admin_user', fields: { email } }),
    );
    const mail = await caughtMail(mailUrl, email, 'password');
    expect(await answersOf(mail)).toEqual(Object.fromEntries(mail.links.map((link) => [link, 200])));
    expect(mail.links.join()).toContain('/admin_user/password/edit?reset_password_token=');
  },
);

test.skipIf(running.store.kind === 'demo')(
  'what a visitor writes by the contact form is sent by the worker, and an answer goes to the visitor',
  async () => {
    const email = newAddress();
    const message = `Is it tea? ${randomBytes(4).toString('hex')}`;
    await visitor('/contact', async (page) => {
      await page.fill('input[name="contact[name]"]', 'Visitor');
      await page.fill('input[name="contact[email]"]', email);
      await page.fill('textarea[name="contact[message]"]', message);
      const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
      await page.locator('form:has(textarea[name="contact[message]"]) [type="submit"]').click();
      expect((await answered).status()).toBeLessThan(400);
    });
    const mail = await caughtMail(mailUrl, running.admin.email, 'Contact');
    expect(mail).toMatchObject({ from: 'store@example.com', replyTo: [email] });
    expect(mail.text).toContain(message);
  },
);

test('no mail is sent, and so lost, by a task that has no mail server', async () => {
  const lines = await tool.ok('local:logs', ['web', 'oneoff', '--tail', '5000']);
  expect(lines.split('\n').filter((line) => line.includes('Mail not sent'))).toEqual([]);
});
