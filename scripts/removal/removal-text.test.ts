import { expect, test } from 'vitest';
import { leftOverPrices } from './left-over-prices.ts';
import { confirmedCommand, removalLines, removedText } from './removal-text.ts';

const left = [
  { kind: 'snapshot', name: 'final', gibibytes: 20, remove: 'aws rds delete-db-snapshot ...' },
  { kind: 'secret', name: 'spree-staging/rails', remove: 'aws secretsmanager delete-secret ...' },
  { kind: 'bucket', name: 'uploads', remove: 'aws s3 rb ...' },
] as const;

test('what is left is priced by the table of the region, and what cannot be known is not counted as nothing', () => {
  expect(leftOverPrices('ap-southeast-1', left).map(({ usdAMonth }) => usdAMonth)).toEqual([
    expect.closeTo(1.9, 5),
    0.4,
    undefined,
  ]);
  expect(leftOverPrices('eu-north-1', left).map(({ usdAMonth }) => usdAMonth)).toEqual([
    ...[undefined, undefined, undefined],
  ]);
});

test('a deletion ends with what went, what is left, its price and the command that deletes it', () => {
  expect(removedText('spree-staging', { uploads: 1 }, leftOverPrices('ap-southeast-1', left))).toBe(
    `spree-staging is deleted.
  uploads: 1 object deleted
Left, 2.30 USD a month as far as it is known:
  snapshot final: 1.90 USD a month
    aws rds delete-db-snapshot ...
  secret spree-staging/rails: 0.40 USD a month
    aws secretsmanager delete-secret ...
  bucket uploads: costs by what is in it
    aws s3 rb ...`,
  );
});

test('whoever is asked knows account, region and what becomes of each database and bucket', () => {
  const resource = (
    type: string,
    physicalId: string,
    whenDeleted: 'goes' | 'stays' | 'leaves a snapshot',
  ) => ({
    ...{ logicalId: physicalId, type, physicalId, properties: {}, whenDeleted },
  });
  const asked = {
    ...{ environment: 'staging', stack: 'spree-staging', account: '111122223333', region: 'ap-southeast-1' },
    ...{ isTerminationProtected: false, keepsUploads: false },
    contents: [
      resource('AWS::RDS::DBInstance', 'primary', 'leaves a snapshot'),
      resource('AWS::RDS::DBInstance', 'replica', 'goes'),
      resource('AWS::S3::Bucket', 'uploads', 'stays'),
      resource('AWS::ECR::Repository', 'spree-staging', 'goes'),
    ],
  };
  expect(removalLines(asked)).toEqual([
    'spree-staging, account 111122223333, region ap-southeast-1: 4 resources',
    '  database primary: deleted, after a last snapshot',
    '  database replica: deleted without a snapshot',
    '  bucket uploads: emptied, all versions included',
    '  images of spree-staging: deleted, all of them',
  ]);
  expect(removalLines({ ...asked, keepsUploads: true })).toContain('  bucket uploads: stays as it is');
});

test('the command for pipelines keeps the uploads where they were to be kept', () => {
  const asked = { environment: 'staging', stack: 'spree-staging' };
  const confirmed = 'npx -y pnpm@12 stack:destroy --env staging --confirm spree-staging';
  expect(confirmedCommand({ ...asked, keepsUploads: true })).toBe(`${confirmed} --keep-uploads`);
  expect(confirmedCommand({ ...asked, keepsUploads: false })).toBe(confirmed);
});
