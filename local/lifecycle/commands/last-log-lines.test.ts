import { expect, test } from 'vitest';
import { type LogsReader, lastLines } from './last-log-lines.ts';

const metadata = { $metadata: {} };
const mostEvents = 10_000;

/** CloudWatch Logs with these streams, each of so many lines; it refuses a larger page, as AWS does. */
function logsWith(streams: Readonly<Record<string, number>>): LogsReader {
  return {
    describeLogStreams: async () => ({
      ...metadata,
      logStreams: Object.keys(streams).map((logStreamName, creationTime) => ({
        logStreamName,
        creationTime,
      })),
    }),
    getLogEvents: async ({ logStreamName = '', limit = mostEvents, nextToken }) => {
      if (limit > mostEvents) throw named('InvalidParameterException');
      const end = nextToken === undefined ? (streams[logStreamName] ?? 0) : Number(nextToken);
      const start = Math.max(0, end - limit);
      const events = Array.from({ length: end - start }, (_, index) => ({
        timestamp: start + index,
        message: `${logStreamName} ${start + index}`,
      }));
      return { ...metadata, events, nextBackwardToken: String(start) };
    },
  };
}

function named(name: string): Error {
  return Object.assign(new Error(`said ${name}`), { name });
}

const failing = (error: Error): LogsReader => ({
  describeLogStreams: () => Promise.reject(error),
  getLogEvents: () => Promise.reject(error),
});

const read = (logs: LogsReader, tail: number) => lastLines(logs, { group: '/ecs/shop', prefix: 'web', tail });

test('more lines than a page may have are read page by page, from the end', async () => {
  const lines = await read(logsWith({ 'web/1': 30_000 }), 25_001);
  expect(lines).toHaveLength(25_001);
  expect([lines[0]?.message, lines.at(-1)?.message]).toEqual(['web/1 4999', 'web/1 29999']);
});

test('fewer lines than asked for are all that there are', async () => {
  const lines = await read(logsWith({ 'web/1': 10_500, 'web/2': 0 }), 50_000);
  expect(lines).toHaveLength(10_500);
  expect(lines[0]?.message).toBe('web/1 0');
});

test('the lines of several streams are in the order of their times', async () => {
  const lines = await read(logsWith({ 'web/1': 3, 'web/2': 5 }), 3);
  const messages = lines.map(({ message }) => message);
  expect(messages.map((message) => message.at(-1))).toEqual(['0', '1', '2', '2', '3', '4']);
  expect(messages.slice(-2)).toEqual(['web/2 3', 'web/2 4']);
});

test('a group that is not there has no lines', async () => {
  expect(await read(failing(named('ResourceNotFoundException')), 10)).toEqual([]);
});

test('a stream that was removed meanwhile has no lines', async () => {
  const { getLogEvents } = failing(named('ResourceNotFoundException'));
  expect(await read({ ...logsWith({ 'web/1': 1 }), getLogEvents }, 10)).toEqual([]);
});

test.each(['InvalidParameterException', 'ECONNREFUSED'])('%s is not taken for no lines', async (name) => {
  await expect(read(failing(named(name)), 10)).rejects.toThrow(`said ${name}`);
  const { getLogEvents } = failing(named(name));
  await expect(read({ ...logsWith({ 'web/1': 1 }), getLogEvents }, 10)).rejects.toThrow(`said ${name}`);
});
