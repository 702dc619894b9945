import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { exampleBucket } from '../../../../definition/testing/examples.ts';
import type { Workload } from '../../../../definition/workload.ts';
import { type DataStoreStage, openDataStoreStage } from '../../../data-stores/testing/data-store-stage.ts';
import type { ParityStatus } from '../../api/parity/status.ts';
import { type ControlPlaneStage, openControlPlaneStage } from '../../testing/control-plane-stage.ts';
import { exampleWorkload } from '../../testing/example-workload.ts';
import { runTask } from '../../testing/run-task.ts';
import { buildSdkImage } from '../../testing/sdk-image.ts';

let stores: DataStoreStage;
let stage: ControlPlaneStage;
let image: string;

beforeAll(async () => {
  stores = await openDataStoreStage(['minio']);
  stage = await openControlPlaneStage(stores);
  image = await buildSdkImage(stage.taskImage);
});
afterAll(async () => {
  await stage?.close();
  if (image !== undefined) await stores.engine.removeImage(image);
  await stores?.close();
});

const roleArn = 'arn:aws:iam::000000000000:role/oneoff';

/** One task, `oneoff`, that has a role, and the bucket that it uses. */
function withRole(workload: Workload): Workload {
  const taskDefinitions = workload.taskDefinitions
    .filter(({ family }) => family === 'oneoff')
    .map((each) => ({ ...each, memoryMiB: 512, taskRoleArn: roleArn }));
  return { ...workload, services: [], taskDefinitions, buckets: [exampleBucket({ name: 'pictures' })] };
}

/** Web tasks that have a role, with a bucket. */
function webWithRole(workload: Workload): Workload {
  const taskDefinitions = workload.taskDefinitions.map((each) => ({ ...each, taskRoleArn: roleArn }));
  return { ...workload, taskDefinitions, buckets: [exampleBucket({ name: 'pictures' })] };
}

/** Asks as the SDK for Ruby does, which gives up after a second. */
const askForKeys = `
  const url = 'http://169.254.170.2' + process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const headers = { 'user-agent': process.argv[1] };
  fetch(url, { headers, signal: AbortSignal.timeout(1000) })
    .then((answer) => answer.json())
    .then((keys) => console.log(JSON.stringify(keys)));`;

test('a new task has the keys of its role at once, also while the control plane is away', async () => {
  await stage.put(webWithRole(exampleWorkload(image, 'setTimeout(() => undefined, 600_000)')));
  const areRunning = ({ tasks }: ParityStatus) =>
    tasks.length > 0 && tasks.every(({ lastStatus }) => lastStatus === 'RUNNING');
  const { tasks } = await stage.until('tasks that run', areRunning);
  const { id = '' } = (await stage.container(tasks[0]?.id ?? '', 'web')) ?? {};
  const ask = async (userAgent: string) => {
    const { stdout } = await stage.engine.exec(id, ['node', '-e', askForKeys, userAgent]);
    return JSON.parse(stdout);
  };
  const answered = [await ask('Botocore/1.2'), await ask('aws-sdk-ruby3/3.2')];
  await stage.crash();
  try {
    expect([await ask('Botocore/1.2'), await ask('aws-sdk-ruby3/3.2')]).toEqual(answered);
    expect(answered[0]).toMatchObject({ RoleArn: roleArn, AccessKeyId: expect.stringMatching(/^A/) });
    expect(Object.keys(answered[1]).includes('Token')).toBe(answered[0].Token !== '');
  } finally {
    await stage.start();
    await stage.until('the control plane answers', () => true);
  }
});

/** What any application would write: clients without a word about keys, region or endpoint. */
const program = `
  const { createHash, createHmac } = require('node:crypto');
  const { S3 } = require('@aws-sdk/client-s3');
  const { SignatureV4 } = require('@smithy/signature-v4');
  const { host, hostname, port } = new URL(process.env.AWS_ENDPOINT_URL_S3);
  class Sha256 {
    constructor(secret) { this.hash = secret ? createHmac('sha256', secret) : createHash('sha256'); }
    update(data) { this.hash.update(data); }
    async digest() { return new Uint8Array(this.hash.digest()); }
  }
  const presign = async ({ config }, method) => {
    const region = await config.region();
    const signer = new SignatureV4({
      ...{ service: 's3', region, credentials: config.credentials, sha256: Sha256, uriEscapePath: false },
    });
    const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const request = { method, protocol: 'http:', hostname, port, path: '/pictures/signed', headers, query: {} };
    const { path, query } = await signer.presign(request, { expiresIn: 300 });
    return 'http://' + host + path + '?' + new URLSearchParams(query);
  };
  const clients = [
    new S3(),
    new S3({ forcePathStyle: true }),
    new S3({ endpoint: 'http://localhost:' + port }),
  ];
  (async () => {
    const [s3] = clients;
    const { accessKeyId, expiration } = await s3.config.credentials();
    const given = Object.keys(process.env).filter((name) => name.startsWith('AWS_')).sort();
    const hosts = [];
    for (const [index, client] of clients.entries()) {
      client.middlewareStack.add((next) => (args) => {
        hosts.push(args.request.hostname + args.request.path.split('?')[0]);
        return next(args);
      }, { step: 'finalizeRequest' });
      await client.putObject({ Bucket: 'pictures', Key: 'by-' + index, Body: 'bytes' });
    }
    const urls = { put: await presign(s3, 'PUT'), get: await presign(s3, 'GET') };
    const Body = JSON.stringify({ accessKeyId, minutes: (expiration - Date.now()) / 60000, given, hosts, urls });
    await s3.putObject({ Bucket: 'pictures', Key: 'written', Body });
    const { Contents } = await s3.listObjectsV2({ Bucket: 'pictures' });
    process.exit(Contents.length === 4 ? 0 : 2);
  })();`;

const written = z.object({
  accessKeyId: z.string(),
  minutes: z.number(),
  given: z.array(z.string()),
  hosts: z.array(z.string()),
  urls: z.object({ put: z.url(), get: z.url() }),
});

test("the AWS SDK for JavaScript uses the keys of its task's role without any configuration", async () => {
  const s3 = await stores.clients.s3();
  await s3.createBucket({ Bucket: 'pictures' });
  await stage.put(withRole(exampleWorkload(image, '')));
  expect(await runTask(stage, 'oneoff', [program])).toMatchObject({ exitCode: 0, reason: undefined });
  const { Body } = await s3.getObject({ Bucket: 'pictures', Key: 'written' });
  const { accessKeyId, minutes, given, hosts, urls } = written.parse(
    JSON.parse((await Body?.transformToString()) ?? ''),
  );
  expect(accessKeyId).not.toBe(stores.s3Keys.accessKeyId);
  expect([minutes > 15, minutes <= 60]).toEqual([true, true]);
  expect(given).toEqual([
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_DEFAULT_REGION',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_S3',
    'AWS_EXECUTION_ENV',
    'AWS_REGION',
  ]);
  // By path where the host is an address, by a name of the bucket's own where it is not.
  expect(hosts).toEqual(['127.0.0.1/pictures/by-0', '127.0.0.1/pictures/by-1', 'pictures.localhost/by-2']);
  // What a task signs holds as it is on the machine, and so in a browser on it.
  expect((await fetch(urls.put, { method: 'PUT', body: 'from outside' })).status).toBe(200);
  expect(await (await fetch(urls.get)).text()).toBe('from outside');
});
