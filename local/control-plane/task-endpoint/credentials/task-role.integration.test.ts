import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Workload } from '../../../../definition/workload.ts';
import { type DataStoreStage, openDataStoreStage } from '../../../data-stores/testing/data-store-stage.ts';
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

/** One task, `oneoff`, that has a role. */
function withRole(workload: Workload): Workload {
  const taskDefinitions = workload.taskDefinitions
    .filter(({ family }) => family === 'oneoff')
    .map((each) => ({ ...each, memoryMiB: 512, taskRoleArn: roleArn }));
  return { ...workload, services: [], taskDefinitions };
}

/** What any application would write: a client without a word about keys, region or endpoint. */
const program = `
  const { S3 } = require('@aws-sdk/client-s3');
  const s3 = new S3({ forcePathStyle: true });
  (async () => {
    const { accessKeyId, expiration } = await s3.config.credentials();
    const given = Object.keys(process.env).filter((name) => name.startsWith('AWS_')).sort();
    const Body = JSON.stringify({ accessKeyId, minutes: (expiration - Date.now()) / 60000, given });
    await s3.putObject({ Bucket: 'pictures', Key: 'written', Body });
    const { Contents } = await s3.listObjectsV2({ Bucket: 'pictures' });
    process.exit(Contents.length === 1 ? 0 : 2);
  })();`;

const written = z.object({ accessKeyId: z.string(), minutes: z.number(), given: z.array(z.string()) });

test("the AWS SDK for JavaScript takes the keys of its task's role, with nothing configured", async () => {
  const s3 = await stores.clients.s3();
  await s3.createBucket({ Bucket: 'pictures' });
  await stage.put(withRole(exampleWorkload(image, '')));
  expect(await runTask(stage, 'oneoff', [program])).toMatchObject({ exitCode: 0, reason: undefined });
  const { Body } = await s3.getObject({ Bucket: 'pictures', Key: 'written' });
  const { accessKeyId, minutes, given } = written.parse(JSON.parse((await Body?.transformToString()) ?? ''));
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
});
