import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { removeStore } from './remove-store.ts';
import type { StackResource } from './stack-contents.ts';

const meta = { $metadata: {} };
const { signal } = new AbortController();

const resource = (type: string, physicalId: string, whenDeleted: StackResource['whenDeleted']) => ({
  ...{ logicalId: physicalId, type, physicalId, properties: {}, whenDeleted },
});

const contents = [
  resource('AWS::S3::Bucket', 'uploads', 'stays'),
  resource('AWS::S3::Bucket', 'orders', 'goes'),
  resource('AWS::ECR::Repository', 'spree-staging', 'goes'),
  resource('AWS::RDS::DBInstance', 'spree-staging-postgres', 'leaves a snapshot'),
  resource('AWS::SecretsManager::Secret', 'arn:rails', 'stays'),
  resource('AWS::SecretsManager::Secret', 'arn:database', 'goes'),
  resource('AWS::SQS::Queue', 'queue', 'goes'),
];

/** Where the commands have to go. */
const place = '--region us-east-1 --endpoint-url http://127.0.0.1:1';

const named = (name: string) => Object.assign(new Error(name), { name });

/** An account with what a store leaves, whose buckets have more versions than one page; `log` is what was done, in order. */
async function account() {
  const log: string[] = [];
  const versions: Record<string, number> = { uploads: 3, orders: 1 };
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  answering(await clients.s3(), {
    ListObjectVersions: (input) => {
      const { Bucket } = { Bucket: '', ...input };
      const left = versions[Bucket] ?? 0;
      const Versions = [{ Key: `${left}`, VersionId: 'a' }];
      if (left === 0) return meta;
      return left === 1
        ? { ...meta, DeleteMarkers: [{ Key: '1', VersionId: 'm' }] }
        : { ...meta, Versions, IsTruncated: true };
    },
    DeleteObjects: (input) => {
      const { Bucket } = { Bucket: '', ...input };
      versions[Bucket] = (versions[Bucket] ?? 0) - 1;
      log.push(`delete an object of ${Bucket}`);
      return meta;
    },
    HeadBucket: (input) => {
      const { Bucket } = { Bucket: '', ...input };
      if (Bucket === 'orders') throw named('NotFound');
      return meta;
    },
  });
  answering(await clients.ecr(), {
    ListImages: () => ({
      ...meta,
      imageIds: [
        { imageDigest: 'sha256:1', imageTag: 'a' },
        { imageDigest: 'sha256:1', imageTag: 'live-a' },
        { imageDigest: 'sha256:2' },
      ],
    }),
    BatchDeleteImage: (input) => {
      log.push(`delete images ${JSON.stringify({ imageIds: [], ...input }.imageIds)}`);
      return meta;
    },
  });
  answering(await clients.rds(), {
    DescribeDBSnapshots: () => ({
      ...meta,
      DBSnapshots: [
        { DBSnapshotIdentifier: 'final', AllocatedStorage: 20, SnapshotType: 'manual' },
        { DBSnapshotIdentifier: 'rds:nightly', AllocatedStorage: 20, SnapshotType: 'automated' },
      ],
    }),
  });
  answering(await clients.secretsManager(), {
    DescribeSecret: (input) => {
      const { SecretId } = { SecretId: '', ...input };
      if (SecretId === 'arn:database') throw named('ResourceNotFoundException');
      return { ...meta, Name: 'spree-staging/rails' };
    },
  });
  answering(await clients.cloudWatchLogs(), {
    DescribeLogGroups: (input) => {
      const { logGroupNamePrefix: prefix } = { logGroupNamePrefix: '', ...input };
      const all = ['/aws/lambda/spree-staging-rotate', '/aws/lambda/spree-staging2-rotate'];
      return {
        ...meta,
        logGroups: all
          .filter((name) => name.startsWith(prefix))
          .map((logGroupName) => ({ logGroupName, storedBytes: 2 * 1024 ** 3 })),
      };
    },
  });
  return { clients, log };
}

const removal = async (keepsUploads: boolean, deleteStack?: () => Promise<void>) => {
  const { clients, log } = await account();
  const done = async () => void log.push('delete the stack');
  const work = removeStore(
    {
      ...{ stack: 'spree-staging', contents, clients, keepsUploads },
      deleteStack: deleteStack ?? done,
    },
    { signal, note: () => {} },
  );
  return { work, log };
};

test('what is kept by the template is emptied only once the stack is gone', async () => {
  const { work, log } = await removal(false);
  expect((await work).emptied).toEqual({ orders: 1, 'spree-staging': 2, uploads: 3 });
  expect(log).toEqual([
    'delete an object of orders',
    'delete images [{"imageDigest":"sha256:1"},{"imageDigest":"sha256:2"}]',
    'delete the stack',
    ...Array.from({ length: 3 }, () => 'delete an object of uploads'),
  ]);
});

test('uploads stay where they are to be kept', async () => {
  const { work, log } = await removal(true);
  expect((await work).emptied).not.toHaveProperty('uploads');
  expect(log).not.toContain('delete an object of uploads');
});

test('a deletion that fails costs no upload', async () => {
  const { work, log } = await removal(false, async () => {
    throw new Error('the stack stays');
  });
  await expect(work).rejects.toThrow('the stack stays');
  expect(log).not.toContain('delete an object of uploads');
});

test('what is left is named with its size and the command that deletes it, and nothing of other stacks', async () => {
  const { work } = await removal(true);
  const { left } = await work;
  expect(left.map(({ kind, name, gibibytes }) => [kind, name, gibibytes])).toEqual([
    ['snapshot', 'final', 20],
    ['bucket', 'uploads', undefined],
    ['secret', 'spree-staging/rails', undefined],
    ['log group', '/aws/lambda/spree-staging-rotate', 2],
  ]);
  expect(left[0]?.remove).toBe(`aws rds delete-db-snapshot --db-snapshot-identifier final ${place}`);
});

test('a bucket that still has versions is deleted by emptying it first, and an empty one by itself', async () => {
  const removeOf = async (keepsUploads: boolean) => {
    const { left } = await (await removal(keepsUploads)).work;
    return left.find(({ kind }) => kind === 'bucket')?.remove;
  };
  expect(await removeOf(true)).toBe('npx -y pnpm@12 stack:destroy --env staging');
  expect(await removeOf(false)).toBe(`aws s3 rb s3://uploads ${place}`);
});
