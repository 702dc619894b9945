import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutRedis } from '../application/testing/applications.ts';
import { ensureBucket } from '../local/aws/buckets/ensure-bucket.ts';
import { type DataStoreStage, openDataStoreStage } from '../local/data-stores/testing/data-store-stage.ts';
import { postgresServer } from '../local/database/postgres-server.ts';
import { caughtMail } from '../testing/caught-mail.ts';
import { eventually } from '../testing/eventually.ts';
import { buyByForms } from '../testing/form-checkout.ts';
import { buyAsGuest } from '../testing/guest-checkout.ts';
import { demoStoreContainers, type StoreContainers } from '../testing/store-containers.ts';
import { stores } from '../testing/stores.ts';
import { taskClient } from '../testing/task-client.ts';

let stage: DataStoreStage;
let store: StoreContainers;
let web: { readonly id: string; readonly port: number };
let worker: string;

beforeAll(async () => {
  stage = await openDataStoreStage(['postgres', 'postgres-replica', 'redis', 'minio', 'mail']);
  for (const bucket of stage.workload.buckets) await ensureBucket(await stage.clients.s3(), bucket);
  store = await demoStoreContainers(stage);
  await onceAndWell('bin/rails', 'db:migrate');
  await onceAndWell('bin/rails', 'db:seed');
  [web, worker] = await Promise.all([store.web(), store.worker()]);
});

afterAll(async () => {
  await store?.close();
  await stage?.close();
});

async function onceAndWell(...command: readonly string[]): Promise<void> {
  expect(await store.runOnce(...command)).toMatchObject({ exitCode: 0 });
}

const mailUrl = () => `http://127.0.0.1:${stage.ports.mail}`;

/** Rows on the replica, once there are any. */
async function onReplica(what: string, query: string): Promise<readonly string[]> {
  const server = postgresServer(stage.engine, stage.id('postgres-replica'));
  let rows: readonly string[] = [];
  await eventually(what, async () => {
    rows = await server.run(await stage.secret('postgres/database'), query);
    return rows.length > 0;
  });
  return rows;
}

describe('the demo store on the data stores, without ECS around it', () => {
  it('answers health checks that use neither its host name nor TLS', async () => {
    const answer = await fetch(`http://127.0.0.1:${web.port}/up`, { redirect: 'manual' });
    expect(answer.status).toBe(200);
  });

  it('shows a catalogue with pictures that it has in S3', async () => {
    const client = taskClient(web.port);
    const page = (await client.get('/products')).body.toString();
    const [path = ''] = /\/rails\/active_storage\/[^"]+/.exec(page) ?? [];
    const picture = await client.get(path);
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
    const [bucket] = stage.workload.buckets;
    const objects = await (await stage.clients.s3()).listObjectsV2({ Bucket: bucket?.name });
    expect(objects.KeyCount).toBeGreaterThanOrEqual(12);
  });

  it('answers at once for a picture that its bucket does not give', async () => {
    const client = taskClient(web.port);
    const page = (await client.get('/products')).body.toString();
    const [path = ''] = /\/rails\/active_storage\/[^"]+/.exec(page) ?? [];
    await stage.kill('minio');
    expect((await client.get(path)).status).toBe(500);
    await stage.start('minio');
    expect((await client.get(path)).status).toBe(200);
  });

  it('sells to a guest, and the order is on the replica', async () => {
    const { attributes } = await buyAsGuest(taskClient(web.port));
    expect(attributes.state).toBe('complete');
    const number = String(attributes.number);
    expect(await onReplica('the order', stores.demo?.findOrder(number) ?? '')).toEqual([number]);
  });

  it('sells to a guest who fills in the forms of its pages', async () => {
    expect(await buyByForms(`http://127.0.0.1:${web.port}`)).toMatch(
      /Order <strong>R\d{9}<\/strong>.* is placed/,
    );
  });

  it('sends a confirmation of an order, whose link leads to the storefront', async () => {
    const { attributes } = await buyAsGuest(taskClient(web.port), 'buyer@example.com');
    const mail = await caughtMail(mailUrl(), 'buyer@example.com', `${attributes.number}`);
    expect(mail).toMatchObject({
      from: 'shop@example.com',
      subject: `Order confirmation #${attributes.number}`,
      links: [expect.stringMatching(/^https:\/\/localhost:8443\/orders\/\w{35}$/)],
    });
  });

  it('sells while the mail server is away, and sends the confirmation once it is back', async () => {
    await stage.kill('mail');
    const { attributes } = await buyAsGuest(taskClient(web.port), 'patient@example.com');
    expect(attributes.state).toBe('complete');
    const failed =
      "puts Sidekiq::RetrySet.new.any? { |job| job.display_class == 'ActionMailer::MailDeliveryJob' || job.display_class.start_with?('OrderMailer') }";
    await eventually('the mail to be among what is tried again', async () =>
      (await store.exec(web.id, 'bin/rails', 'runner', failed)).includes('true'),
    );
    await stage.start('mail');
    // Not half a minute later, when Sidekiq would.
    await store.exec(web.id, 'bin/rails', 'runner', 'Sidekiq::RetrySet.new.retry_all');
    const mail = await caughtMail(mailUrl(), 'patient@example.com', `${attributes.number}`);
    expect(mail.to).toEqual(['patient@example.com']);
  });

  it('sells while Redis is away; the worker takes the jobs of that time from the database', async () => {
    await stage.stop('redis');
    const { attributes } = await buyAsGuest(taskClient(web.port), 'steady@example.com');
    expect(attributes.state).toBe('complete');
    expect(await buyByForms(`http://127.0.0.1:${web.port}`)).toContain('is placed');
    expect(await onReplica('two jobs', 'SELECT queue FROM delayed_jobs')).toEqual(['default', 'default']);
    // Not a minute later, when the worker would by itself.
    await store.exec(worker, 'bin/rails', 'runner', 'DemoStore::DatabaseQueue.empty');
    const mail = await caughtMail(mailUrl(), 'steady@example.com', `${attributes.number}`);
    expect(mail.to).toEqual(['steady@example.com']);
    await stage.start('redis');
  });

  it.each([
    [
      'whose certificate is for another name',
      "address: 'mail.example.com'",
      'mail',
      'OpenSSL::SSL::SSLError',
    ],
    ['that has no STARTTLS', "address: 'mail'", 'localhost', 'Net::SMTPUnsupportedCommand'],
  ])('sends nothing to a server %s', async (_, changed, server, error) => {
    const program = [
      'plain = TCPServer.new("localhost", 0)',
      'Thread.new { visitor = plain.accept; visitor.puts "220 plain"; visitor.puts "250 plain" while visitor.gets }',
      `port = ${server === 'mail' ? 'Integer(ENV["SMTP_PORT"])' : 'plain.addr[1]'}`,
      `TCPSocket.singleton_class.prepend(Module.new { define_method(:open) { |*| super('${server}', port) } })`,
      'OrderMailer.delivery_method = :smtp',
      `OrderMailer.smtp_settings = DemoStore::Smtp.settings.merge(${changed})`,
      'begin; OrderMailer.confirmation(Order.where.not(completed_at: nil).last).deliver_now; puts "sent"',
      'rescue => error; puts error.class; end',
    ];
    expect(await store.exec(worker, 'bin/rails', 'runner', program.join('; '))).toBe(`${error}\n`);
  });

  it('runs in the worker what another container put in the queue', async () => {
    await store.exec(web.id, 'bin/rails', 'parity:enqueue[from web]');
    const query = "SELECT value FROM parity_marks WHERE value = 'from web'";
    expect(await onReplica('the mark of the job', query)).toEqual(['from web']);
  });

  it('publishes the queue latency as many times as often as the time scale says', async () => {
    const command = ['bin/rails', 'runner', 'puts DemoStore::QueueLatency::INTERVAL'];
    expect(await store.exec(worker, ...command)).toMatch(/^60\.0$/m);
    expect(await store.exec(worker, 'env', 'PARITY_TIME_SCALE=10', ...command)).toMatch(/^6\.0$/m);
  });

  it('runs the sessions of the Spree store: in Redis only once somebody has signed in, still there after Redis was away, and never after the sign-out', async () => {
    const ruby = await Promise.all(
      ['store/lib/store/sessions.rb', 'testing/redis/session-visits.rb'].map((file) =>
        readFile(join(stage.environment.checkout, file), 'utf8'),
      ),
    );
    const out = await store.exec(web.id, 'bin/rails', 'runner', ruby.join('\n'));
    const user = [[1], 'salt'];
    expect(JSON.parse(/^RESULT (.*)$/m.exec(out)?.[1] ?? '')).toEqual({
      looked: [0, 'token'],
      signed_in: [1, user, 'token'],
      signed_out: [0, null, null],
      signed_out_meanwhile: [0, null],
      ended: [0, null, 'of the next form'],
      large: [1, 3001],
      small_again: [0, 'of the next form'],
      away: [null, 'answered'],
      back: [1, user, null],
      refused: [0, user],
      refused_and_signed_out: [0, null],
    });
  });

  it('can be migrated and seeded again, which changes nothing', async () => {
    const count = 'SELECT count(*) FROM demo_products';
    const before = await onReplica('the products', count);
    await onceAndWell('bin/rails', 'db:migrate', 'db:seed');
    expect(await onReplica('the products', count)).toEqual(before);
  });

  // Last, since they take the containers away.
  it('ends well on SIGTERM: web', async () => {
    expect(await store.terminate(web.id)).toBe(0);
  });

  it('ends well on SIGTERM: worker', async () => {
    expect(await store.terminate(worker)).toBe(0);
  });
});

describe('the demo store without Redis', () => {
  beforeAll(async () => {
    await stage.stop('redis');
    store = await demoStoreContainers(stage, withoutRedis);
    [web, worker] = await Promise.all([store.web(), store.worker()]);
  });

  it('sells to a guest, and its worker, by another command, sends the confirmation', async () => {
    const { attributes } = await buyAsGuest(taskClient(web.port), 'frugal@example.com');
    const mail = await caughtMail(mailUrl(), 'frugal@example.com', `${attributes.number}`);
    expect(mail.subject).toBe(`Order confirmation #${attributes.number}`);
  });

  it('sells to a guest who fills in the forms of its pages', async () => {
    expect(await buyByForms(`http://127.0.0.1:${web.port}`)).toMatch(
      /Order <strong>R\d{9}<\/strong>.* is placed/,
    );
  });

  it('sells while the mail server is away, and keeps the mail for another try', async () => {
    await stage.kill('mail');
    const { attributes } = await buyAsGuest(taskClient(web.port), 'calm@example.com');
    expect(attributes.state).toBe('complete');
    const query = "SELECT attempts FROM delayed_jobs WHERE attempts > 0 AND handler LIKE '%OrderMailer%'";
    expect(await onReplica('a failed try', query)).toContain('1');
    await stage.start('mail');
    await store.exec(web.id, 'bin/rails', 'runner', 'Delayed::Job.update_all(run_at: Time.current)');
    const mail = await caughtMail(mailUrl(), 'calm@example.com', `${attributes.number}`);
    expect(mail.to).toEqual(['calm@example.com']);
  });

  it('measures how long the oldest job waits, which is what its worker publishes', async () => {
    const latency = async () =>
      Number(
        await store.exec(web.id, 'bin/rails', 'runner', 'puts DemoStore::DatabaseQueue.latency.to_f.floor'),
      );
    expect(await latency()).toBe(0);
    await store.exec(web.id, 'bin/rails', 'parity:wait[600]');
    expect(await latency()).toBeGreaterThanOrEqual(600);
    await store.exec(web.id, 'bin/rails', 'parity:stop_waiting');
    expect(await latency()).toBe(0);
  });

  // Last, since they take the containers away.
  it('ends well on SIGTERM: web', async () => {
    expect(await store.terminate(web.id)).toBe(0);
  });

  it('ends well on SIGTERM: worker', async () => {
    expect(await store.terminate(worker)).toBe(0);
  });
});
