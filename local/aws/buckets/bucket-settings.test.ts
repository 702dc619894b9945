import { expect, test } from 'vitest';
import { exampleBucket } from '../../../definition/testing/examples.ts';
import { bucketSettings } from './bucket-settings.ts';

test('a bucket without settings in the template gets only its ownership controls', () => {
  expect(bucketSettings(exampleBucket())).toEqual({ ownership: 'BucketOwnerEnforced' });
});

test('versioning, tags and an object lock are sent in the shapes of the S3 API', () => {
  const bucket = exampleBucket({
    versioning: 'Suspended',
    tags: { team: 'shop' },
    objectLock: { defaultRetention: { mode: 'GOVERNANCE', days: 3 } },
    objectOwnership: 'ObjectWriter',
  });
  expect(bucketSettings(bucket)).toEqual({
    versioning: 'Suspended',
    ownership: 'ObjectWriter',
    tags: [{ Key: 'team', Value: 'shop' }],
    objectLock: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } },
    },
  });
});

test('CORS rules are sent with everything that they allow', () => {
  const rule = {
    id: 'uploads',
    allowedHeaders: ['*'],
    allowedMethods: ['PUT'],
    allowedOrigins: ['https://localhost:8443'],
    exposedHeaders: ['ETag'],
    maxAgeSeconds: 300,
  };
  expect(bucketSettings(exampleBucket({ corsRules: [rule] })).cors).toEqual({
    CORSRules: [
      {
        ID: 'uploads',
        AllowedHeaders: ['*'],
        AllowedMethods: ['PUT'],
        AllowedOrigins: ['https://localhost:8443'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 300,
      },
    ],
  });
});

test('a lifecycle rule expires what its prefix, tags and sizes all match', () => {
  const rule = {
    id: 'thumbnails',
    status: 'Enabled',
    prefix: 'uploads/',
    tags: { kind: 'thumbnail' },
    largerThanBytes: 1,
    smallerThanBytes: 1000,
    expirationDays: 365,
    noncurrentExpiration: { days: 30, newerVersions: 2 },
    abortIncompleteUploadDays: 7,
  } as const;
  expect(bucketSettings(exampleBucket({ lifecycleRules: [rule] })).lifecycle).toEqual({
    Rules: [
      {
        ID: 'thumbnails',
        Status: 'Enabled',
        Filter: {
          And: {
            Prefix: 'uploads/',
            Tags: [{ Key: 'kind', Value: 'thumbnail' }],
            ObjectSizeGreaterThan: 1,
            ObjectSizeLessThan: 1000,
          },
        },
        Expiration: { Days: 365 },
        NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 2 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ],
  });
});

test('a lifecycle rule that only moves objects to another storage class is not sent', () => {
  const rule = { status: 'Enabled', prefix: '', tags: {} } as const;
  expect(bucketSettings(exampleBucket({ lifecycleRules: [rule] })).lifecycle).toBeUndefined();
});

test('objects expire at the date of a rule, and markers without versions where it says so', () => {
  const date = {
    status: 'Enabled',
    prefix: '',
    tags: {},
    expirationDate: '2030-01-01T00:00:00.000Z',
  } as const;
  const marker = { status: 'Disabled', prefix: 'a', tags: {}, expiredObjectDeleteMarker: true } as const;
  expect(bucketSettings(exampleBucket({ lifecycleRules: [date, marker] })).lifecycle?.Rules).toEqual([
    { Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: new Date('2030-01-01T00:00:00Z') } },
    { Status: 'Disabled', Filter: { Prefix: 'a' }, Expiration: { ExpiredObjectDeleteMarker: true } },
  ]);
});
