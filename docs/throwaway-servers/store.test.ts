import { S3 } from '@aws-sdk/client-s3';
import pg from 'pg';
import { createClient } from 'redis';
import { expect, test } from 'vitest';

test('PostgreSQL has the tables of the store', async () => {
  const postgres = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await postgres.connect();
  const { rows } = await postgres.query('SELECT version FROM schema_migrations');
  expect(rows).not.toEqual([]);
  await postgres.end();
});

test('Redis is empty', async () => {
  const redis = await createClient({ url: `${process.env.REDIS_URL}` }).connect();
  expect(await redis.dbSize()).toBe(0);
  redis.destroy();
});

test('the bucket takes pictures', async () => {
  const s3 = new S3();
  const picture = { Bucket: process.env.S3_BUCKET, Key: 'teapot.png' };
  await s3.putObject({ ...picture, Body: 'bytes' });
  const { Body } = await s3.getObject(picture);
  expect(await Body?.transformToString()).toBe('bytes');
});
