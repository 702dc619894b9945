import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, inject, test } from 'vitest';
import { awsClients } from '../aws/clients.ts';
import { ask } from '../local/control-plane/load-balancer/testing/requests.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { stateFile } from '../local/environment/state-files.ts';
import { run } from '../local/processes/run.ts';
import { readMigrationsReport } from '../operations/release/migrations-report.ts';
import {
  alarmMetric,
  dashboardMetrics,
  type WatchedMetric,
  withoutValues,
} from '../testing/dashboard-metrics.ts';
import { type EdgeClient, edgeClient } from '../testing/edge-client.ts';
import { eventually } from '../testing/eventually.ts';
import { buyAsGuest } from '../testing/guest-checkout.ts';
import { sayKeptKey, sayMissing } from '../testing/kept-secrets.ts';
import { picturePng } from '../testing/picture.ts';
import { keysIn, sayKeys, saySignedUrl, signedUrlIn } from '../testing/ruby-keys.ts';
import { stores } from '../testing/stores.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const { running } = shared;
const tool = toolkit(shared.name, shared.stateHome);
const traits = stores[running.store.kind] ?? stores.spree;
let edge: EdgeClient;

const clients = awsClients({
  environment: 'local',
  endpoint: running.endpoints.awsEndpointUrl,
  region: 'ap-southeast-1',
});

beforeAll(() => {
  edge = edgeClient(running.endpoints.storefrontUrl, running.endpoints.certificateAuthority);
});

test('the storefront answers over TLS that the local authority signed', async () => {
  const page = await edge.get('/');
  expect(page.status).toBe(200);
  expect(page.body.toString()).toContain('<html');
});

test('pages leave compressed for browsers that take it, pictures as they are', async () => {
  const plain = await edge.get('/');
  const compressed = await edge.get('/', { 'accept-encoding': 'gzip, deflate, br' });
  expect([plain.headers['content-encoding'], compressed.headers['content-encoding']]).toEqual([
    undefined,
    'gzip',
  ]);
  expect(compressed.headers.vary?.toLowerCase()).toContain('accept-encoding');
  expect(compressed.body.length).toBeLessThan(plain.body.length / 2);
  expect(gunzipSync(compressed.body).toString()).toContain('<html');
});

test.runIf(running.store.kind === 'spree')('visitors of www are sent to the bare name', async () => {
  const { loadBalancerUrl } = running.endpoints;
  const headers = { host: 'www.localhost' };
  const page = await ask(`${loadBalancerUrl}/products?page=2`, { headers });
  expect([page.status, page.headers.location]).toEqual([301, 'https://localhost/products?page=2']);
  expect((await ask(`${loadBalancerUrl}/line_items`, { method: 'POST', headers })).status).toBe(308);
});

test('a busy port was skipped, and the move was reported', () => {
  expect(running.movedPorts).toContainEqual({
    endpoint: 's3',
    wanted: shared.busyPort,
    taken: expect.any(Number),
  });
});

test('a guest buys something; a job runs in the worker; the order is on the replica', async () => {
  const order = await buyAsGuest(edge);
  expect(order.attributes.state).toBe('complete');
  const number = String(order.attributes.number);
  await eventually('a job that the worker performed', async () =>
    /Performed .*Sidekiq/.test(await tool.ok('local:logs', ['worker', '--tail', '500'])),
  );
  await eventually('the order on the replica', async () => {
    const rows = await onReplica(traits?.findOrder(number) ?? '');
    return rows.trim() === number;
  });
});

test('an uploaded picture is in S3 and is served from the cache of the edge the second time', async () => {
  const picture = picturePng();
  const runner = traits?.attachPicture(picture.toString('base64')) ?? '';
  const out = await tool.ok('store:exec', ['--', 'bin/rails', 'runner', runner]);
  const path = /^PATH (\S+)$/m.exec(out)?.[1] ?? '';
  const first = await edge.get(path);
  const second = await edge.get(path);
  expect([first.status, first.headers['x-cache']]).toEqual([200, 'Miss from cloudfront']);
  expect([second.status, second.headers['x-cache']]).toEqual([200, 'Hit from cloudfront']);
  expect(second.body.equals(picture)).toBe(true);
});

test('a picture that its bucket does not have is missing, rather than an answer that never ends', async () => {
  const attach = traits?.attachPicture(picturePng().toString('base64')) ?? '';
  const runner = `${attach}; blob = ActiveStorage::Blob.last; blob.service.delete(blob.key)`;
  const out = await tool.ok('store:exec', ['--', 'bin/rails', 'runner', runner]);
  expect((await edge.get(/^PATH (\S+)$/m.exec(out)?.[1] ?? '')).status).toBe(404);
});

test('the store reports its migrations: all have run, and there is none that earlier releases cannot run with', async () => {
  const out = await tool.ok('store:exec', ['--', 'bin/rails', 'migrations:report']);
  const report = readMigrationsReport(out.split('\n'));
  expect(report).toMatchObject({ schema: expect.stringMatching(/^2026/), pending: [], breaking: [] });
});

test('plain HTTP is redirected to the published TLS port', async () => {
  const { ports } = JSON.parse(await tool.ok('local:status', ['--json'])) as { ports: { http: number } };
  const answer = await fetch(`http://localhost:${ports.http}/products?page=2`, { redirect: 'manual' });
  expect(answer.status).toBe(301);
  expect(answer.headers.get('location')).toBe(`${running.endpoints.storefrontUrl}/products?page=2`);
});

test("the addresses among the stack's outputs answer", async () => {
  const cloudFormation = await clients.cloudFormation();
  const { Stacks: [stack] = [] } = await cloudFormation.describeStacks({ StackName: 'spree-local' });
  const outputs = new Map(stack?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  expect(outputs.get('StorefrontUrl')).toBe(running.endpoints.storefrontUrl);
  expect(`https://${outputs.get('DistributionDomainName')}`).toBe(running.endpoints.storefrontUrl);
  const admin = edgeClient(outputs.get('AdminUrl') ?? '', running.endpoints.certificateAuthority);
  expect((await admin.get('')).status).toBeLessThan(400);
});

test('while all is well, the alarms of the definition are OK, and alarms and dashboard have values', async () => {
  const cloudWatch = await clients.cloudWatch();
  const ownAlarms = async () => {
    const { MetricAlarms = [] } = await cloudWatch.describeAlarms({ AlarmNamePrefix: 'spree-local-' });
    return MetricAlarms;
  };
  const own = { PARITY_ENVIRONMENT: shared.name, XDG_STATE_HOME: shared.stateHome };
  const environment = identifyEnvironment(process.cwd(), own);
  const graphs = await dashboardMetrics(stateFile(environment, 'assembly'));
  expect(await ownAlarms()).not.toEqual([]);
  expect(graphs).not.toEqual([]);
  const faults = async () => {
    const alarms = await ownAlarms();
    // Without any data, an alarm is looked at once in its period only.
    const states = alarms.filter(
      (alarm) =>
        alarm.StateValue !== 'OK' &&
        !(alarm.StateValue === 'INSUFFICIENT_DATA' && isSilent(alarmMetric(alarm))),
    );
    return [
      ...states.map(
        ({ AlarmName, StateValue, StateReason }) => `${AlarmName}: ${StateValue}: ${StateReason}`,
      ),
      ...(await withoutValues(
        cloudWatch,
        [...graphs, ...alarms.map(alarmMetric)].filter((each) => !isSilent(each)),
      )),
    ];
  };
  // Whatever is missing is told by the last look, and not by the end of the wait.
  await eventually('values', async () => (await faults()).length === 0, 180_000).catch(() => undefined);
  expect(await faults()).toEqual([]);
});

test('the exit code of a command in a one-off task is passed on', async () => {
  const finished = await tool.script('store:exec', ['--', 'sh', '-c', 'echo out; exit 7']);
  expect(finished.exitCode).toBe(7);
  expect(finished.stdout).toContain('out');
});

test("the AWS SDK for Ruby uses the keys of its task's role without any configuration", async () => {
  const keys = keysIn(await tool.ok('store:exec', ['--', 'bin/rails', 'runner', sayKeys]));
  expect([keys.provider, keys.refreshes, keys.minutes > 14]).toEqual(['Aws::ECSCredentials', true, true]);
});

test('a URL that a task signs accepts an upload from this machine unchanged', async () => {
  const url = signedUrlIn(await tool.ok('store:exec', ['--', 'bin/rails', 'runner', saySignedUrl]));
  expect((await fetch(url, { method: 'PUT', body: 'picture' })).status).toBe(200);
});

test.runIf(running.store.kind === 'spree')(
  'the keys of payment gateways are encrypted in the database, and the seeds know what a shop lacks',
  async () => {
    const ruby = `${sayKeptKey}\n${sayMissing}`;
    const out = await tool.ok('store:exec', ['--', 'bin/rails', 'runner', ruby]);
    const said = out.split('\n').filter((line) => /^(KEPT|EARLIER|SAMPLE|BARE)/.test(line));
    expect(said.map((line) => line.trim())).toEqual([
      'KEPT false sk_secret',
      'EARLIER sk_earlier',
      'SAMPLE',
      'BARE payment_methods shipping_methods products',
    ]);
  },
);

test('migrations and seeds run again and change nothing', async () => {
  await tool.ok('store:migrate');
  await tool.ok('store:seed');
});

test('with nothing to do, local:up leaves every container alone', async () => {
  const before = await containerIds();
  await tool.ok('local:up');
  expect(await containerIds()).toEqual(before);
});

test('local:env points other clients at the local environment', async () => {
  const variables = JSON.parse(await tool.ok('local:env', ['--json'])) as Record<string, string>;
  expect(variables.STOREFRONT_URL).toBe(running.endpoints.storefrontUrl);
  const urls = ['AWS_ENDPOINT_URL', 'ADMIN_URL', 'DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT_URL', 'MAIL_URL'];
  for (const name of urls) {
    const url = new URL(variables[name] ?? '');
    expect([name, ['localhost', '127.0.0.1'].includes(url.hostname)]).toEqual([name, true]);
  }
  const change = JSON.parse(await tool.ok('local:env', ['--unset', '--json'], { variables }));
  const undone = [...change.unset, ...Object.keys(change.set)];
  expect(Object.keys(variables).filter((name) => !undone.includes(name))).toEqual([]);
});

test('with the variables of local:env curl gets the storefront over HTTPS without a warning', async () => {
  const variables = JSON.parse(await tool.ok('local:env', ['--json'])) as Record<string, string>;
  const args = [
    '--silent',
    '--show-error',
    '--fail',
    '--output',
    '/dev/null',
    running.endpoints.storefrontUrl,
  ];
  await run('curl', args, { env: { ...process.env, ...variables } });
});

test('local:list names the environment with what it holds, and local:prune would take nothing of it', async () => {
  const { environments } = JSON.parse(await tool.ok('local:list', ['--json']));
  const listed = environments.find(({ name }: { name: string }) => name === shared.name);
  expect(listed).toMatchObject({
    state: 'running',
    url: running.endpoints.storefrontUrl,
    checkoutGone: false,
  });
  expect(Object.values(listed.holds).filter((bytes) => typeof bytes === 'number' && bytes > 0)).toHaveLength(
    5,
  );
  // A name that is wrong is refused alike whether or not anybody can be asked.
  for (const more of [[], ['--dry-run']]) {
    const wrong = await tool.script('local:prune', ['bogus', '--all', ...more]);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('no environment called')]);
  }
  const { wouldRemove } = JSON.parse(await tool.ok('local:prune', ['--dry-run', '--all', '--json']));
  const { stdout } = await run('docker', ['ps', '--format', '{{.Image}}']);
  const names = wouldRemove.flatMap((item: { names?: readonly string[] }) => item.names ?? []);
  expect(stdout.split('\n').filter((image) => names.includes(image))).toEqual([]);
  const parts = wouldRemove.filter((item: { environment?: string }) => item.environment === shared.name);
  expect(parts).toEqual([]);
});

test('local:reset restores the seeded snapshot', async () => {
  const order = await buyAsGuest(edge);
  const number = String(order.attributes.number);
  await tool.ok('local:reset');
  await eventually(
    'the order to be gone',
    async () => (await onReplica(traits?.findOrder(number) ?? '')) === '',
  );
  expect((await edge.get('/products')).status).toBe(200);
  expect((await buyAsGuest(edge)).attributes.state).toBe('complete');
});

test('nothing listens beyond the loopback', async () => {
  const filter = `label=dev.spree-parity.environment=${shared.name}`;
  const { stdout } = await run('docker', ['ps', '--filter', filter, '--format', '{{.Ports}}']);
  const published = stdout.split(/[\n,]/).filter((binding) => binding.includes('->'));
  expect(published.length).toBeGreaterThan(7);
  expect(published.filter((binding) => !binding.trim().startsWith('127.0.0.1:'))).toEqual([]);
});

/**
 * Errors are counted once there are some, as on AWS; credits, rotation functions and the calls of Scheduler exist there
 * alone.
 */
const silentMetrics = ['HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count', 'CPUCreditBalance', 'Errors'];

function isSilent({ query: { MetricStat } }: WatchedMetric): boolean {
  return silentMetrics.includes(MetricStat?.Metric?.MetricName ?? '');
}

async function containerIds(): Promise<readonly string[]> {
  const containers = await connectEngine().listContainers({ 'dev.spree-parity.environment': shared.name });
  return containers.map(({ id }) => id).toSorted();
}

async function onReplica(sql: string): Promise<string> {
  const engine = connectEngine();
  const databases = await engine.exec(`${shared.name}-postgres-replica-1`, [
    ...['psql', '-X', '-h', '/tmp', '-U', 'rdsadmin', '-d', 'spree', '-A', '-t', '-c', sql],
  ]);
  if (databases.exitCode !== 0) throw new Error(databases.stderr);
  return databases.stdout.trim();
}
