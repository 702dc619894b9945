import { expect, test } from 'vitest';
import { exampleContainer, exampleTaskDefinition } from '../../../definition/testing/examples.ts';
import type { LogLine } from '../../../operations/logs/log-line.ts';
import { definedWriters } from './defined-writers.ts';
import { type LogsReader, writtenLogs } from './written-logs.ts';

const metadata = { $metadata: {} };
const mostEvents = 10_000;

/** CloudWatch Logs with these streams, each of so many lines; it refuses a larger page, as AWS does. */
function logsWith(streams: Readonly<Record<string, number>>): LogsReader {
  return {
    describeLogStreams: async (asked?: { readonly nextToken?: string | undefined }) => {
      const names = Object.keys(streams);
      const index = Number(asked?.nextToken ?? '0');
      const logStreams = names.slice(index, index + 1).map((logStreamName) => ({
        logStreamName,
        lastEventTimestamp: (streams[logStreamName] ?? 0) - 1,
      }));
      return { ...metadata, logStreams, ...(index + 1 < names.length ? { nextToken: `${index + 1}` } : {}) };
    },
    getLogEvents: async ({
      logStreamName = '',
      limit = mostEvents,
      nextToken,
      startFromHead,
      startTime = 0,
    }) => {
      if (limit > mostEvents) throw named('InvalidParameterException');
      const count = streams[logStreamName] ?? 0;
      const start =
        startFromHead === true
          ? Math.max(startTime, Number(nextToken ?? '0'))
          : Math.max(0, Number(nextToken ?? `${count}`) - limit);
      const end = startFromHead === true ? Math.min(count, start + limit) : Number(nextToken ?? `${count}`);
      const events = Array.from({ length: Math.max(0, end - start) }, (_, index) => ({
        timestamp: start + index,
        message: `${start + index}`,
      }));
      return { ...metadata, events, nextBackwardToken: `${start}`, nextForwardToken: `${end}` };
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

const options = { 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'shop' };
const workload = {
  services: [],
  taskDefinitions: [
    exampleTaskDefinition({
      family: 'shop-web',
      containerDefinitions: [
        exampleContainer({ name: 'web', logConfiguration: { logDriver: 'awslogs', options } }),
        exampleContainer({ name: 'mute' }),
      ],
    }),
  ],
};
const task = '0123456789abcdef';
const writer = { source: 'web/01234567', task, stream: { group: '/ecs/shop', name: `shop/web/${task}` } };

const written = (logs: LogsReader) =>
  writtenLogs(async () => logs, definedWriters(workload), new AbortController().signal);

async function textsFrom(logs: LogsReader, fromMs: number): Promise<readonly string[]> {
  const lines: LogLine[] = [];
  for await (const line of written(logs).linesFrom(writer, fromMs)) lines.push(line);
  return lines.map(({ text }) => text);
}

test('those who have written are found on all pages, with the names that people know them by', async () => {
  expect(
    await written(logsWith({ [`shop/web/${task}`]: 3, [`old/web/${task}`]: 1, odd: 0 })).writers(),
  ).toEqual([
    { ...writer, names: ['web', 'web', 'shop-web'], newestMs: 2 },
    {
      source: 'web/01234567',
      task,
      names: ['web'],
      stream: { group: '/ecs/shop', name: `old/web/${task}` },
      newestMs: 0,
    },
    {
      source: 'odd',
      task: undefined,
      names: ['odd'],
      stream: { group: '/ecs/shop', name: 'odd' },
      newestMs: -1,
    },
  ]);
});

test('more lines than a page may have are read page by page, from the end', async () => {
  const lines = await written(logsWith({ [writer.stream.name]: 30_000 })).lastLines(writer, 25_001);
  expect(lines).toHaveLength(25_001);
  expect([lines[0]?.text, lines.at(-1)?.text]).toEqual(['4999', '29999']);
  expect(lines[0]).toEqual({
    source: 'web/01234567',
    task,
    stream: writer.stream.name,
    atMs: 4999,
    text: '4999',
  });
});

test('fewer lines than asked for are all that there are', async () => {
  const lines = await written(logsWith({ [writer.stream.name]: 10_500 })).lastLines(writer, 50_000);
  expect([lines.length, lines[0]?.text]).toEqual([10_500, '0']);
});

test('lines are read from a time on, page by page', async () => {
  const texts = await textsFrom(logsWith({ [writer.stream.name]: 5_000 }), 100);
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([4_900, '100', '4999']);
  expect(await textsFrom(logsWith({}), 0)).toEqual([]);
});

test('a group or a stream that is not there has no lines', async () => {
  const missing = failing(named('ResourceNotFoundException'));
  expect(await written(missing).writers()).toEqual([]);
  expect(await written(missing).lastLines(writer, 10)).toEqual([]);
  expect(await textsFrom(missing, 0)).toEqual([]);
});

test.each(['InvalidParameterException', 'ECONNREFUSED'])('%s is not taken for no lines', async (name) => {
  const broken = failing(named(name));
  await expect(written(broken).writers()).rejects.toThrow(`said ${name}`);
  await expect(written(broken).lastLines(writer, 10)).rejects.toThrow(`said ${name}`);
  await expect(textsFrom(broken, 0)).rejects.toThrow(`said ${name}`);
});
