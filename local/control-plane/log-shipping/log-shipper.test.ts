import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../time/clock.ts';
import type { LogEvent, LogSink } from '../../aws/log-sink.ts';
import type { LogLine } from '../../docker/engine.ts';
import { jsonLog } from '../logger.ts';
import type { LogCursor } from './log-cursors.ts';
import { type LogShipperOptions, shipLogs } from './log-shipper.ts';

/** A CloudWatch Logs that forgets everything when told to, as LocalStack does at a restart. */
function memorySink(...present: readonly string[]) {
  const streams = new Map<string, LogEvent[]>();
  const groups = new Set<string>(present);
  let failures = 0;
  const sink: LogSink = {
    createGroup: async (group) => void groups.add(group),
    createStream: async (group, stream) => {
      if (!groups.has(group)) return 'missing';
      streams.set(stream, streams.get(stream) ?? []);
      return 'done';
    },
    put: async (_group, stream, events) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('connection refused');
      }
      const present = streams.get(stream);
      if (present === undefined) return 'missing';
      present.push(...events);
      return 'done';
    },
  };
  return {
    sink,
    streams,
    groups,
    failNext: (count: number) => {
      failures = count;
    },
  };
}

async function* lines(...texts: readonly [number, string][]): AsyncGenerator<LogLine> {
  for (const [at, text] of texts) yield { at: new Date(at), stream: 'stdout', text };
}

function options(sink: LogSink, read: LogShipperOptions['read'], changes: Partial<LogShipperOptions> = {}) {
  const cursors: LogCursor[] = [];
  const logged: string[] = [];
  const all: LogShipperOptions = {
    awslogs: { group: '/ecs/shop', stream: 'web/web/1', createGroup: false, bufferBytes: 1000 },
    read,
    sink,
    cursor: undefined,
    shipped: (cursor) => cursors.push(cursor),
    log: jsonLog(
      (line) => logged.push(line),
      () => 0,
    ),
    clock: systemClock,
    signal: new AbortController().signal,
    gatherMs: 1,
    ...changes,
  };
  return { all, cursors, logged };
}

describe('shipping the output of a container', () => {
  it('ends once all of it has arrived, in a stream that it creates', async () => {
    const { sink, streams } = memorySink('/ecs/shop');
    const { all, cursors } = options(sink, () => lines([1, 'a'], [2, ''], [2, 'c']));
    await shipLogs(all);
    expect(streams.get('web/web/1')).toEqual([
      { at: 1, message: 'a' },
      { at: 2, message: ' ' },
      { at: 2, message: 'c' },
    ]);
    expect(cursors.at(-1)).toEqual({ at: 2, lines: 2 });
  });

  it('goes on after the line that was shipped last', async () => {
    const { sink, streams } = memorySink('/ecs/shop');
    const { all } = options(
      sink,
      (since) => lines([since?.getTime() ?? 0, 'a'], [2, 'b'], [2, 'c'], [3, 'd']),
      {
        cursor: { at: 2, lines: 2 },
      },
    );
    await shipLogs(all);
    expect(streams.get('web/web/1')?.map((event) => event.message)).toEqual(['c', 'd']);
  });

  it('tries again until what it writes to is back', async () => {
    const { sink, streams, failNext } = memorySink('/ecs/shop');
    failNext(1);
    const { all, logged } = options(sink, () => lines([1, 'a']));
    await shipLogs(all);
    expect(streams.get('web/web/1')).toEqual([{ at: 1, message: 'a' }]);
    expect(logged.join()).toContain('could not be shipped yet');
  });

  it('makes the group only where awslogs may', async () => {
    const { sink, groups } = memorySink();
    const awslogs = { group: '/own', stream: 's', createGroup: true, bufferBytes: 1000 };
    await shipLogs(options(sink, () => lines([1, 'a']), { awslogs }).all);
    expect([...groups]).toEqual(['/own']);
  });

  it('waits for a group of the template, which its deployment brings', async () => {
    const { sink, streams, groups } = memorySink();
    let asked = 0;
    const createStream: LogSink['createStream'] = (group, stream) => {
      asked += 1;
      if (asked === 2) groups.add('/ecs/shop');
      return sink.createStream(group, stream);
    };
    await shipLogs(options({ ...sink, createStream }, () => lines([1, 'a'])).all);
    expect(streams.get('web/web/1')).toEqual([{ at: 1, message: 'a' }]);
  });

  it('drops and counts what does not fit the buffer', async () => {
    const { sink, streams } = memorySink('/ecs/shop');
    const { all, logged } = options(sink, () => lines([1, 'x'.repeat(900)], [2, 'y'.repeat(900)], [3, 'z']));
    await shipLogs(all);
    expect(streams.get('web/web/1')?.map((event) => event.message.slice(0, 1))).toEqual(['x', 'z']);
    expect(logged.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ dropped: 1 })]);
  });

  it('raises what broke the reading, after what was read has arrived', async () => {
    const { sink, streams } = memorySink('/ecs/shop');
    async function* broken() {
      yield* lines([1, 'a']);
      throw new Error('engine gone');
    }
    const { all } = options(sink, broken);
    await expect(shipLogs(all)).rejects.toThrow('engine gone');
    expect(streams.get('web/web/1')).toEqual([{ at: 1, message: 'a' }]);
  });
});
