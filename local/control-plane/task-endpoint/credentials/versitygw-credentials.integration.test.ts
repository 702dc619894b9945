import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsClients, awsClients, type Keys } from '../../../../aws/clients.ts';
import { Secret } from '../../../../failure/secret.ts';
import { type BucketGrants, putPolicies } from '../../../aws/buckets/bucket-policy.ts';
import { type DataStoreStage, openDataStoreStage } from '../../../data-stores/testing/data-store-stage.ts';
import { versitygwAdmin } from './versitygw-admin.ts';
import { versitygwCredentials } from './versitygw-credentials.ts';

type S3 = Awaited<ReturnType<AwsClients['s3']>>;

let stage: DataStoreStage;
let s3: S3;

beforeAll(async () => {
  stage = await openDataStoreStage(['minio']);
  s3 = await stage.clients.s3();
});
afterAll(() => stage?.close());

const region = () => stage.workload.region;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const task = { roleArn: 'arn:aws:iam::000000000000:role/web', sessionName: 'task' };

function credentials(grants: BucketGrants = new Map()) {
  const clients = () => stage.clients;
  const surroundings = { region, now: Date.now, log, grants: () => grants };
  return versitygwCredentials({ clients, keys: stage.s3Keys, ...surroundings });
}

function adminWith(keys: Keys) {
  return versitygwAdmin({ endpoint: stage.s3Keys.endpoint, region, keys, now: Date.now });
}

/** S3 as a task uses it. */
function s3With(keys: Keys): Promise<S3> {
  const { endpoint } = stage.s3Keys;
  return awsClients({ environment: 'local', endpoint, region: region(), s3Credentials: keys }).s3();
}

const refused = { $metadata: expect.objectContaining({ httpStatusCode: 403 }) };
const notHere = 'the S3 server is MinIO, which makes temporary keys itself';

describe('the keys of a task', () => {
  it('open the buckets that are there, and make none', async ({ skip }) => {
    skip(stage.s3Server === 'minio', notHere);
    await s3.createBucket({ Bucket: 'pictures' });
    const tasks = await s3With(await credentials().issue(task));
    await tasks.putObject({ Bucket: 'pictures', Key: 'tea', Body: 'bytes' });
    const { Body } = await tasks.getObject({ Bucket: 'pictures', Key: 'tea' });
    expect(await Body?.transformToString()).toBe('bytes');
    await tasks.deleteObject({ Bucket: 'pictures', Key: 'tea' });
    await expect(tasks.createBucket({ Bucket: 'of-a-task' })).rejects.toMatchObject(refused);
  });

  it('open a bucket that is made later once they are confirmed', async ({ skip }) => {
    skip(stage.s3Server === 'minio', notHere);
    const issuer = credentials();
    const tasks = await s3With(await issuer.issue(task));
    await s3.createBucket({ Bucket: 'later' });
    await expect(tasks.listObjectsV2({ Bucket: 'later' })).rejects.toMatchObject(refused);
    await issuer.confirm();
    expect((await tasks.listObjectsV2({ Bucket: 'later' })).KeyCount).toBe(0);
  });

  it('are all good when many tasks ask at once', async ({ skip }) => {
    skip(stage.s3Server === 'minio', notHere);
    await s3.createBucket({ Bucket: 'busy' });
    const issuer = credentials();
    const roles = Array.from({ length: 5 }, (_, number) => ({
      ...task,
      roleArn: `${task.roleArn}-${number}`,
    }));
    const keys = await Promise.all(roles.map((each) => issuer.issue(each)));
    const clients = await Promise.all(keys.map(s3With));
    const answers = await Promise.all(clients.map((client) => client.listObjectsV2({ Bucket: 'busy' })));
    expect(answers.map(({ KeyCount }) => KeyCount)).toEqual([0, 0, 0, 0, 0]);
  });

  it("are those of the task's role, also after a restart of what issues them", async ({ skip }) => {
    skip(stage.s3Server === 'minio', notHere);
    const other = { roleArn: 'arn:aws:iam::000000000000:role/worker', sessionName: 'task' };
    const [web, worker] = [await credentials().issue(task), await credentials().issue(other)];
    const again = await credentials().issue(task);
    expect(again).toEqual(web);
    expect(again.secretAccessKey.reveal()).toBe(web.secretAccessKey.reveal());
    expect(worker.accessKeyId).not.toBe(web.accessKeyId);
    expect(worker.secretAccessKey.reveal()).not.toBe(web.secretAccessKey.reveal());
  });

  it('are not those of an administrator', async ({ skip }) => {
    skip(stage.s3Server === 'minio', notHere);
    const admin = adminWith(await credentials().issue(task));
    await expect(admin.listUsers()).rejects.toMatchObject({ code: 'S3_ADMIN_REFUSED' });
  });

  it('open nothing any more when their time is over and others are given', async ({ skip }) => {
    skip(stage.s3Server === 'minio', notHere);
    await s3.createBucket({ Bucket: 'ended' });
    const admin = adminWith(stage.s3Keys);
    const ended = { accessKeyId: endedBefore(10 * 60), secretAccessKey: new Secret('0123456789abcdef') };
    await admin.createUser(ended.accessKeyId, ended.secretAccessKey.reveal());
    await putPolicies(stage.clients, new Map(), [ended.accessKeyId]);
    const tasks = await s3With(ended);
    expect((await tasks.listObjectsV2({ Bucket: 'ended' })).KeyCount).toBe(0);
    const { accessKeyId } = await credentials().issue(task);
    await expect(tasks.listObjectsV2({ Bucket: 'ended' })).rejects.toMatchObject(refused);
    const users = await admin.listUsers();
    expect([users.includes(accessKeyId), users.includes(ended.accessKeyId)]).toEqual([true, false]);
  });
});

describe('the grants of the definition', () => {
  const grants: BucketGrants = new Map([
    [
      'site',
      [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: ['s3:GetObject'],
          Resource: ['arn:aws:s3:::site/*'],
          Condition: { StringEquals: { 'aws:UserAgent': ['edge of the test'] } },
        },
      ],
    ],
  ]);
  const ask = async (agent: string) =>
    (await fetch(`${stage.s3Keys.endpoint}/site/page`, { headers: { 'user-agent': agent } })).status;

  it('give access to clients that present what they require, as well as to the tasks, until they are removed from the definition', async ({
    skip,
  }) => {
    skip(stage.s3Server === 'minio', notHere);
    await s3.createBucket({ Bucket: 'site' });
    await s3.putObject({ Bucket: 'site', Key: 'page', Body: 'bytes' });
    const tasks = await s3With(await credentials(grants).issue(task));
    expect([await ask('edge of the test'), await ask('curl')]).toEqual([200, 403]);
    expect((await tasks.listObjectsV2({ Bucket: 'site' })).KeyCount).toBe(1);
    await credentials().confirm();
    expect(await ask('edge of the test')).toBe(403);
  });
});

/** A user's name with its end in it, as the credentials make it: the requests are signed by the real clock. */
function endedBefore(seconds: number): string {
  const end = Math.floor(Date.now() / 1000 - seconds);
  return `AKIA${end.toString(36).toUpperCase().padStart(8, '0')}00000000`;
}
