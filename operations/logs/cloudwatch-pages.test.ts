import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { callEveryMs, cloudWatchPages } from './cloudwatch-pages.ts';

interface Page {
  /** The name of an error in the place of an answer. */
  readonly refused?: string;
  readonly events?: readonly object[];
  readonly nextToken?: string;
}

async function reader(pages: readonly Page[], text?: string) {
  const clients = awsClients({
    environment: 'local',
    endpoint: 'http://127.0.0.1:9',
    region: 'ap-southeast-1',
  });
  const logs = await clients.cloudWatchLogs();
  const asked: object[] = [];
  answering(logs, {
    FilterLogEvents: (input) => {
      asked.push(input);
      const page = pages[asked.length - 1];
      if (page === undefined)
        throw Object.assign(new Error('no such group'), { name: 'ResourceNotFoundException' });
      if (page.refused !== undefined) throw Object.assign(new Error('refused'), { name: page.refused });
      return { $metadata: {}, ...page, events: [...(page.events ?? [])] };
    },
  });
  const clock = waitingClock();
  const stop = new AbortController();
  return { read: cloudWatchPages(logs, { text, signal: stop.signal, clock }), asked, clock, stop };
}

const event = (eventId: string, logStreamName: string) => ({
  eventId,
  logStreamName,
  timestamp: 5,
  message: 'm',
});

test('pages are read to the last token, an empty page too, and no faster than twice a second', async () => {
  const { read, asked, clock } = await reader([
    { events: [event('1', 'web/web/1')], nextToken: 't1' },
    { events: [], nextToken: 't2' },
    { events: [event('3', 'web/web/2')] },
  ]);
  const found = [];
  for await (const page of read({ group: '/ecs/g', streamPrefix: 'web/' }, 7)) found.push(...page);
  expect(found.map(({ id }) => id)).toEqual(['1', '3']);
  const range = { logGroupName: '/ecs/g', logStreamNamePrefix: 'web/', startTime: 7 };
  expect(asked).toEqual([range, { ...range, nextToken: 't1' }, { ...range, nextToken: 't2' }]);
  expect(clock.pauses).toEqual([callEveryMs, callEveryMs]);
});

test('events of the end of a time are not asked for', async () => {
  const { read, asked } = await reader([{}]);
  for await (const _ of read({ group: 'g', streamPrefix: undefined }, 5, 9));
  expect(asked).toEqual([{ logGroupName: 'g', startTime: 5, endTime: 8 }]);
});

test('a text is looked for as it stands', async () => {
  const { read, asked } = await reader([{}], 'say "no" \\ ?');
  for await (const _ of read({ group: 'g', streamPrefix: undefined }, 0));
  expect(asked).toEqual([{ logGroupName: 'g', startTime: 0, filterPattern: '"say \\"no\\" \\\\ ?"' }]);
});

test('a log group that there is not is named', async () => {
  const { read } = await reader([]);
  await expect(read({ group: '/ecs/g', streamPrefix: undefined }, 0).next()).rejects.toMatchObject({
    code: 'LOG_GROUP_MISSING',
    message: 'There is no log group /ecs/g',
  });
});

test('nothing more is asked once it is interrupted', async () => {
  const { read, asked, stop } = await reader([{ nextToken: 't' }, {}]);
  for await (const _ of read({ group: 'g', streamPrefix: undefined }, 0)) stop.abort();
  expect(asked).toHaveLength(1);
});

test('a call that AWS refuses because of others is made again after pauses, and another error is raised', async () => {
  const throttled = { refused: 'ThrottlingException' };
  const { read, asked, clock } = await reader([throttled, throttled, { events: [event('1', 'web/web/1')] }]);
  const found = [];
  for await (const page of read({ group: 'g', streamPrefix: undefined }, 0)) found.push(...page);
  expect([found.length, asked.length, clock.pauses]).toEqual([1, 3, [1_000, 2_000]]);
  const denied = await reader([{ refused: 'AccessDeniedException' }]);
  const first = denied.read({ group: 'g', streamPrefix: undefined }, 0).next();
  await expect(first).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(denied.asked).toHaveLength(1);
});

test('a call that is refused again and again is an error in the end', async () => {
  const { read, asked } = await reader(Array.from({ length: 9 }, () => ({ refused: 'ThrottlingException' })));
  const first = read({ group: 'g', streamPrefix: undefined }, 0).next();
  await expect(first).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(asked).toHaveLength(6);
});
