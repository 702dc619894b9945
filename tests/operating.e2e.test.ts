import { expect, inject, test } from 'vitest';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { openLocalTarget } from '../local/lifecycle/servers/local-target.ts';
import { openAssets } from '../operations/asset-versions/assets-bucket.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const tool = toolkit(shared.name, shared.stateHome);

test('an upload that was deleted is back by assets:restore, with what it was', async () => {
  const variables = { PARITY_ENVIRONMENT: shared.name, XDG_STATE_HOME: shared.stateHome };
  const target = await openLocalTarget(identifyEnvironment(process.cwd(), variables), 'ap-southeast-1');
  const { bucket: Bucket } = await openAssets(target);
  const s3 = await target.clients.s3();
  const Key = 'operating/an upload.txt';
  await s3.putObject({ Bucket, Key, Body: 'kept', ContentType: 'text/plain' });
  await s3.deleteObject({ Bucket, Key });
  const listed = await tool.ok('assets:restore', [Key, '--list']);
  expect(listed).toContain('deleted');
  expect(await tool.ok('assets:restore', [Key])).toBe(`${Key} is back\n`);
  const { Body, ContentType } = await s3.getObject({ Bucket, Key });
  expect([await Body?.transformToString(), ContentType]).toEqual(['kept', 'text/plain']);
  const again = await tool.script('assets:restore', [Key]);
  expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining('NOTHING_TO_RESTORE')]);
});
