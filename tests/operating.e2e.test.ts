import { expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { openLocalTarget } from '../local/lifecycle/servers/local-target.ts';
import { openAssets } from '../operations/asset-versions/assets-bucket.ts';
import { toolkit } from '../testing/toolkit.ts';

const sourceOf = z.object({ source: z.string() });
const shared = inject('shared');
const tool = toolkit(shared.name, shared.stateHome);
/** The task that has said something, as `oneoff/1a2b3c4d`. */
let endedTask = '';

test('what a one-off task writes is followed among services, and is in the logs when it is gone', async () => {
  const stop = new AbortController();
  const followed: string[] = [];
  const following = tool.script(
    'local:logs',
    ['web', 'oneoff', '-f', '-s', '5m', '-g', 'said by a task', '-t'],
    {
      signal: stop.signal,
      onLine: (line) => followed.push(line),
    },
  );
  await tool.ok('store:exec', ['--', 'sh', '-c', 'for i in 1 2 3; do echo "$i said by a task"; done']);
  const line = (number: number) =>
    expect.stringMatching(new RegExp(`^\\S+Z oneoff/[0-9a-f]{8} +\\| ${number} said by a task$`));
  const expected = [1, 2, 3].map(line);
  await vi.waitFor(() => expect(followed).toEqual(expected), { timeout: 20_000, interval: 200 });
  stop.abort();
  await following;
  [, endedTask = ''] = /Z (oneoff\/[0-9a-f]{8})/.exec(followed[0] ?? '') ?? [];
  for (const script of ['local:logs', 'store:logs']) {
    const shown = await tool.ok(script, ['oneoff', '-s', '10m', '-g', 'said by a task', '-n', '3', '-t']);
    expect(shown.trim().split('\n')).toEqual(expected);
    const all = await tool.ok(script, ['oneoff', '-n', '50', '--json']);
    const sources = all
      .trim()
      .split('\n')
      .map((line) => sourceOf.parse(JSON.parse(line)).source);
    expect(sources.filter((source) => !source.startsWith('oneoff/'))).toEqual([]);
  }
});

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

test.each(['local:logs', 'store:logs'])(
  '%s -f of a task that has ended shows its lines, and ends',
  async (script) => {
    const shown = await tool.ok(script, [endedTask, '-f', '-s', '1h', '--no-prefix']);
    expect(shown.trim().split('\n')).toEqual([1, 2, 3].map((number) => `${number} said by a task`));
  },
);
