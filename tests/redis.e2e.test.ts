import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { awsClients } from '../aws/clients.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { buyInNewPage, openBrowser, whileNetworksChange } from '../testing/browser.ts';
import { buyInSpree } from '../testing/browser-checkout.ts';
import { caughtMail } from '../testing/caught-mail.ts';
import { type EdgeClient, edgeClient } from '../testing/edge-client.ts';
import { eventually } from '../testing/eventually.ts';
import { buyAsGuest } from '../testing/guest-checkout.ts';
import { environmentsRedis } from '../testing/redis/environments-redis.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const { running } = shared;
const tool = toolkit(shared.name, shared.stateHome);
const { storefrontUrl, certificateAuthority, mailUrl, awsEndpointUrl } = running.endpoints;
const engine = connectEngine();
const redis = environmentsRedis(engine, shared.name);
let browser: Browser;
let edge: EdgeClient;

beforeAll(async () => {
  browser = await openBrowser();
  edge = edgeClient(storefrontUrl, certificateAuthority);
});

afterAll(async () => {
  await redis.makeRoom();
  await browser?.close();
});

const twoWeeks = 14 * 24 * 3600;

/** A browser without cookies, or with those of another one. */
async function inNewBrowser<T>(
  work: (page: Page, context: BrowserContext) => Promise<T>,
  cookies: Awaited<ReturnType<BrowserContext['cookies']>> = [],
): Promise<T> {
  return await whileNetworksChange(async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: storefrontUrl });
    try {
      await context.addCookies(cookies);
      return await work(await context.newPage(), context);
    } finally {
      await context.close();
    }
  });
}

async function signIn(page: Page): Promise<void> {
  const secrets = await awsClients({
    environment: 'local',
    endpoint: awsEndpointUrl,
    region: 'ap-southeast-1',
  }).secretsManager();
  const { SecretString = '' } = await secrets.getSecretValue({ SecretId: running.admin.secretName });
  const { password } = z.object({ password: z.string() }).parse(JSON.parse(SecretString));
  await page.goto('/admin');
  await page.fill('input[name="admin_user[email]"]', running.admin.email);
  await page.fill('input[name="admin_user[password]"]', password);
  await page.locator('input[name="admin_user[password]"]').press('Enter');
  await page.waitForURL((url) => url.pathname.startsWith('/admin') && !url.pathname.includes('sign_in'));
}

async function signOut(page: Page): Promise<void> {
  // While Redis is full the session is in the cookie: an answer that was still under way would bring it back.
  await page.waitForLoadState('networkidle');
  // As text: it runs in the page. The redirect leads to a page; only that the session ended counts.
  await page.evaluate(`fetch('/admin_user/sign_out', {
    method: 'DELETE',
    headers: { 'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content },
  }).then((answer) => answer.text())`);
}

const adminPath = async (page: Page) => {
  await page.goto('/admin');
  return new URL(page.url()).pathname;
};

/** Evaluates Ruby in a task of its own, and gives what it prints as JSON in its last line. */
async function inStore(ruby: string): Promise<unknown> {
  const out = await tool.ok('store:exec', ['--', 'bin/rails', 'runner', ruby]);
  return JSON.parse(/^RESULT (.*)$/m.exec(out)?.[1] ?? 'null');
}

describe.runIf(running.store.kind === 'spree')('sessions', () => {
  test('of visitors who look at pages, fill a cart or go to the sign-in are not in Redis', async () => {
    const before = await redis.sessions();
    for (const path of ['/', '/products', '/user/sign_in', '/cart', '/account', '/admin']) {
      for (let visitor = 0; visitor < 3; visitor += 1) await edge.get(path);
    }
    await inNewBrowser(async (page, context) => {
      await page.goto('/products');
      await page.locator('a[href*="/products/"]:visible').first().click();
      await page.waitForURL(/\/products\/./);
      await page.locator('button.add-to-cart-button:visible').first().click();
      await page.locator('a[href*="/checkout/"]:visible').first().waitFor();
      const session = (await context.cookies()).find(({ name }) => name === '_store_session');
      expect(session).toMatchObject({ httpOnly: true, secure: true });
      expect((session?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(twoWeeks - 3600);
    });
    expect(await redis.sessions()).toEqual(before);
  });

  test('that are too large for a cookie are in Redis for an hour', async () => {
    const before = await redis.sessions();
    expect((await edge.get(`/account/orders?from=${'a'.repeat(3000)}`)).status).toBeLessThan(400);
    const made = (await redis.sessions()).filter((key) => !before.includes(key));
    expect(made).toHaveLength(1);
    expect(await redis.secondsLeft(made[0] ?? '')).toBeLessThanOrEqual(3600);
  });

  test('are in Redis for two weeks from the sign-in on; signing out ends them, whoever kept the cookie', async () => {
    const before = await redis.sessions();
    const kept = await inNewBrowser(async (page, context) => {
      await signIn(page);
      const [session = '', ...others] = (await redis.sessions()).filter((key) => !before.includes(key));
      expect(others).toEqual([]);
      expect(await redis.secondsLeft(session)).toBeGreaterThan(twoWeeks - 3600);
      const cookies = await context.cookies();
      await inNewBrowser(async (other) => expect(await adminPath(other)).not.toContain('sign_in'), cookies);
      await signOut(page);
      return cookies;
    });
    expect(await redis.sessions()).toEqual(before);
    await inNewBrowser(async (page) => expect(await adminPath(page)).toContain('sign_in'), kept);
  });
});

async function heldBack(): Promise<number> {
  const sql = 'SELECT count(*) FROM store_held_back_jobs';
  const { stdout } = await engine.exec(`${shared.name}-postgres-1`, [
    ...['psql', '-X', '-h', '/tmp', '-U', 'rdsadmin', '-d', 'spree', '-A', '-t', '-c', sql],
  ]);
  return z.coerce.number().parse(stdout.trim());
}

/** Every way in which Sidekiq would lose a job, or fail a request, because Redis takes nothing. */
const lostJobs = `
require "sidekiq/processor"
require "sidekiq/scheduled"
Rails.logger.level = :warn
class ParityJob < ActiveJob::Base; def perform = nil; end
count = -> { Store::HeldBackJob.count }
held = ->(&work) { before = count.call; work.call; count.call - before }
capsule = Sidekiq.default_configuration.default_capsule
Sidekiq.default_configuration.error_handlers << Store::HeldBack::FAILED_RETRY
unit = ->(job) { Sidekiq::BasicFetch::UnitOfWork.new("queue:default", Sidekiq.dump_json(job), capsule) }
job = { "class" => "NoSuchJob", "args" => [], "jid" => SecureRandom.hex(12), "queue" => "default", "retry" => true }
results = {
  later: held.() { ParityJob.perform_later },
  at: held.() { ParityJob.set(wait: 1.hour).perform_later },
  all: held.() { ActiveJob.perform_all_later([ParityJob.new, ParityJob.new]) },
  undone: held.() { ActiveRecord::Base.transaction { ParityJob.perform_later; raise ActiveRecord::Rollback } },
  failed: held.() { Sidekiq::Processor.new(capsule) {}.send(:process, unit.(job)) rescue nil },
  ended: held.() { Store::HeldBack::Fetch.new(capsule).bulk_requeue([unit.(job), unit.(job)]) },
  released: (Store::HeldBackJob.release_all rescue $!.class.name)
}
Store::HeldBackJob.where("job->>'class' = 'NoSuchJob' OR job->>'wrapped' = 'ParityJob'").delete_all
puts "RESULT " + results.to_json
`;

describe.runIf(running.store.kind === 'spree')('while Redis is full', () => {
  let byApi: string;

  beforeAll(async () => {
    await redis.fill();
  });

  test('a guest buys in the browser, and by the API', async () => {
    expect(await buyInNewPage(browser, buyInSpree, storefrontUrl)).toMatch(/^R\d{9}$/);
    const { attributes } = await buyAsGuest(edge, 'unhurried@example.com');
    expect(attributes.state).toBe('complete');
    byApi = String(attributes.number);
  });

  test('the administrator signs in and out', async () => {
    await inNewBrowser(async (page) => {
      await signIn(page);
      expect(await adminPath(page)).not.toContain('sign_in');
      await signOut(page);
      expect(await adminPath(page)).toContain('sign_in');
    });
  });

  test('no job is lost: not a new one, a later one, one that failed, or one of a worker that ends', async () => {
    expect(await inStore(lostJobs)).toEqual({
      ...{ later: 1, at: 1, all: 2, undone: 0, failed: 1, ended: 2 },
      released: expect.stringMatching(/^RedisClient::/),
    });
  });

  test('what was held back is worked off once there is room', async () => {
    expect(await heldBack()).toBeGreaterThan(0);
    await redis.makeRoom();
    const mail = await caughtMail(mailUrl, 'unhurried@example.com', byApi);
    expect(mail.to).toEqual(['unhurried@example.com']);
    await eventually('nothing to be held back', async () => (await heldBack()) === 0);
  });
});
