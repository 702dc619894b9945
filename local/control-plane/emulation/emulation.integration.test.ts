import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsClients } from '../../../aws/clients.ts';
import { createProgress } from '../../../progress/progress.ts';
import { emulatedResources } from '../../../testing/emulated-resources.ts';
import { systemClock } from '../../../time/clock.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import { provideSecret } from '../../aws/provide-secret.ts';
import { secretSource } from '../../aws/secret-source.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import { ensureImages } from '../../images/ensure-images.ts';
import { createEmulation } from './emulation.ts';
import { refill } from './refill.ts';
import { runRecord } from './run-record.ts';
import { exampleLast } from './testing/example-last.ts';
import { valueKeeper } from './value-keeper.ts';

const template = {
  Resources: {
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/database' } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/own', Type: 'String', Value: 'a' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'shop-jobs' } },
    Topic: {
      Type: 'AWS::SNS::Topic',
      Properties: {
        TopicName: 'shop-news',
        Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ...{ AlarmName: 'shop-slow', Namespace: 'Shop', MetricName: 'Seconds', Statistic: 'Average' },
        ...{ ComparisonOperator: 'GreaterThanThreshold', Threshold: 3, Period: 60, EvaluationPeriods: 1 },
        AlarmActions: [{ Ref: 'Topic' }],
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'shop-task',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: 'ecs-tasks.amazonaws.com' },
            },
          ],
        },
      },
    },
    LogGroup: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/ecs/shop', RetentionInDays: 7 },
    },
  },
};

const folder = await mkdtemp(join(tmpdir(), 'emulation-'));
const engine = connectEngine();
const port = await getPort();
const endpoint = `http://127.0.0.1:${port}`;
const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
const last = exampleLast({
  template: JSON.stringify(template),
  external: [{ name: 'shop/smtp', value: '{"username":"shop"}' }],
});
const stop = new AbortController();
const logged: string[] = [];
const say = (message: string, fields?: object) =>
  void logged.push(`${message} ${JSON.stringify(fields ?? {})}`);
const emulation = createEmulation({
  record: runRecord(endpoint),
  last: async () => last,
  refill: (before) => refill(before, { clients, clock: systemClock, signal: stop.signal }),
  values: valueKeeper(join(folder, 'values.json'), () => clients),
  log: { info: say, warn: say, error: say },
  clock: systemClock,
  signal: stop.signal,
});
let container = '';

beforeAll(async () => {
  const checkout = join(import.meta.dirname, '../../..');
  const progress = createProgress(() => undefined);
  const images = await ensureImages(engine, ['localstack'], { checkout, progress });
  container = await engine.createContainer({
    name: `emulation-test-${randomBytes(3).toString('hex')}`,
    image: images.localstack.image,
    labels: {},
    environment: {
      GATEWAY_LISTEN: '0.0.0.0:4566',
      LOCALSTACK_HOST: `127.0.0.1:${port}`,
      SQS_ENDPOINT_STRATEGY: 'path',
      DISABLE_EVENTS: '1',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
    },
    network: { kind: 'network', name: 'bridge' },
    ports: [{ containerPort: 4566, hostPort: port }],
  });
});

afterAll(async () => {
  stop.abort();
  await rm(folder, { recursive: true });
  if (container !== '') await engine.removeContainer(container);
});

/** Tends to LocalStack until it has what it is to have. */
async function untilSettled(): Promise<void> {
  const what = `LocalStack to be complete: ${logged.join('\n')}`;
  await waitUntil({ what, timeoutMs: 60_000, everyMs: 100 }, async () => {
    await emulation.tend();
    return (await emulation.isSettled()) ? true : undefined;
  });
}

test('a LocalStack whose process was killed gets back all that it had, with the values of its secrets', async () => {
  await engine.startContainer(container);
  await untilSettled();
  const before = await emulatedResources(endpoint);
  for (const [kind, resources] of Object.entries(before)) expect([kind, resources]).not.toEqual([kind, []]);
  expect(before).toMatchObject({
    secrets: ['shop/database hush', 'shop/smtp {"username":"shop"}'],
    parameters: ['/shop/greeting String good morning', '/shop/own String a'],
  });

  await engine.killContainer(container, 'SIGKILL');
  await emulation.tend();
  expect(emulation.isOpen()).toBe(false);
  await engine.startContainer(container);
  await untilSettled();
  expect(await emulatedResources(endpoint)).toEqual(before);
});

test('values that were put into LocalStack by hand are restored', async () => {
  const ssm = await clients.ssm();
  const secretsManager = await clients.secretsManager();
  await secretsManager.putSecretValue({ SecretId: 'shop/database', SecretString: 'by hand' });
  await secretsManager.createSecret({ Name: 'shop/new', SecretString: 'made by hand' });
  await secretsManager.putSecretValue({ SecretId: 'shop/smtp', SecretString: '{"username":"me"}' });
  await ssm.putParameter({ Name: '/shop/key', Value: 'hush', Type: 'SecureString' });
  await ssm.putParameter({ Name: '/shop/own', Value: 'b', Type: 'String', Overwrite: true });
  emulation.valuesChanged();
  await emulation.tend();
  const before = await emulatedResources(endpoint);
  expect(before).toMatchObject({
    secrets: ['shop/database by hand', 'shop/new made by hand', 'shop/smtp {"username":"me"}'],
    parameters: ['/shop/greeting String good morning', '/shop/key SecureString hush', '/shop/own String b'],
  });
  await engine.killContainer(container, 'SIGKILL');
  await emulation.tend();
  await engine.startContainer(container);
  await untilSettled();
  expect(await emulatedResources(endpoint)).toEqual(before);
});

test('a refill that was interrupted is taken up where it was', async () => {
  const before = await emulatedResources(endpoint);
  await engine.killContainer(container, 'SIGKILL');
  await engine.startContainer(container);
  await waitUntil({ what: 'LocalStack to answer', timeoutMs: 60_000 }, async () =>
    (await runRecord(endpoint).look()).kind === 'answers' ? true : undefined,
  );
  const interrupted = new AbortController();
  const half = refill(last, { clients, clock: systemClock, signal: interrupted.signal });
  interrupted.abort(new Error('the control plane was killed'));
  await expect(half).rejects.toThrow('the control plane was killed');
  await untilSettled();
  expect(await emulatedResources(endpoint)).toEqual(before);
});

test('a resource that LocalStack cannot make leaves it to local:up, and says why', async () => {
  const broken = { Resources: { Secret: template.Resources.Secret, Again: template.Resources.Secret } };
  const attempt = refill(exampleLast({ stackName: 'broken', template: JSON.stringify(broken) }), {
    clients,
    clock: systemClock,
    signal: stop.signal,
  });
  await expect(attempt).rejects.toMatchObject({ code: 'LOCALSTACK_DEPLOYMENT_FAILED' });
});

test('a secret that was made because nobody defines it is found by its ARN, and keeps what was set by hand', async () => {
  const source = secretSource(() => clients);
  const readValue = async (secretId: string) => (await source.secretValue({ secretId })).reveal();
  await provideSecret(clients, { name: 'shop/smtp', value: '{"username":"shop","password":"hush"}' });
  const both = '{"username":"me","password":"hush"}';
  const arn = `arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:shop/smtp`;
  expect(await Promise.all(['shop/smtp', arn, `${arn}-AbCdEf`].map(readValue))).toEqual([both, both, both]);
});
