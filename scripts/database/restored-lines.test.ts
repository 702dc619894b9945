import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import type { DatabaseSummary } from '../../operations/database/database-summary.ts';
import { type Target, targetOnAws } from '../../operations/target.ts';
import { swappedLines } from './restored-lines.ts';

const instance = (identifier: string): DatabaseSummary => ({
  ...{ identifier, status: 'available', endpoint: undefined, instanceClass: 'db.t4g.small', sizeGiB: 20 },
  ...{ isProtected: true, replicas: [] },
});

test('on AWS each instance from before is named, with what deletes it', async () => {
  const replaced = {
    primary: instance('spree-production-postgres'),
    before: instance('old'),
    replicaBefore: 'old-replica',
  };
  const lines = await swappedLines(replaced, targetOnAws('production', 'eu-west-1'));
  expect(lines.filter((line) => line.startsWith('  aws rds'))).toEqual(
    ['old', 'old-replica'].flatMap((name) => [
      `  aws rds modify-db-instance --db-instance-identifier ${name} --no-deletion-protection --apply-immediately --region eu-west-1`,
      expect.stringMatching(`delete-db-instance --db-instance-identifier ${name} .* --region eu-west-1$`),
    ]),
  );
  expect(lines.join('\n')).toContain('All tasks are new ones');
});

const endpoint = 'http://127.0.0.1:9';
const local: Target = {
  environment: 'local',
  clients: awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' }),
};

test('locally no task was replaced, and a password may have to be set again', async () => {
  const lines = await swappedLines({ primary: instance('spree-local-postgres') }, local);
  expect(lines).toEqual([
    'The store uses the restored database, spree-local-postgres.',
    expect.stringContaining('store:setup'),
  ]);
});

test('locally the instance from before is deleted there, not on AWS', async () => {
  const lines = await swappedLines(
    { primary: instance('spree-local-postgres'), before: instance('old') },
    local,
  );
  const commands = lines.filter((line) => line.startsWith('  aws '));
  expect(commands).toHaveLength(2);
  for (const each of commands) expect(each).toContain(` --endpoint-url ${endpoint}`);
});
