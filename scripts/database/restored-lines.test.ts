import { expect, test } from 'vitest';
import type { DatabaseSummary } from '../../operations/database/database-summary.ts';
import { swappedLines } from './restored-lines.ts';

const instance = (identifier: string): DatabaseSummary => ({
  ...{ identifier, status: 'available', endpoint: undefined, instanceClass: 'db.t4g.small', sizeGiB: 20 },
  ...{ isProtected: true, replicas: [] },
});

test('on AWS each instance from before is named, with what deletes it', () => {
  const replaced = {
    primary: instance('spree-production-postgres'),
    before: instance('old'),
    replicaBefore: 'old-replica',
  };
  const lines = swappedLines(replaced, 'production');
  expect(lines.filter((line) => line.startsWith('  aws rds'))).toEqual(
    ['old', 'old-replica'].flatMap((name) => [
      `  aws rds modify-db-instance --db-instance-identifier ${name} --no-deletion-protection --apply-immediately`,
      expect.stringContaining(`delete-db-instance --db-instance-identifier ${name} `),
    ]),
  );
  expect(lines.join('\n')).toContain('All tasks are new ones');
});

test('locally no task was replaced, and a password may have to be set again', () => {
  const lines = swappedLines({ primary: instance('spree-local-postgres') }, 'local');
  expect(lines).toEqual([
    'The store uses the restored database, spree-local-postgres.',
    expect.stringContaining('store:setup'),
  ]);
});
