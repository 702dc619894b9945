import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../time/clock.ts';
import { waitUntil } from '../../../../time/wait-until.ts';
import { type MetricDatum, observed } from '../../../cloudwatch/metrics/metric.ts';
import type { LogLine, LogOptions } from '../../../docker/engine.ts';
import { jsonLog } from '../../logger.ts';
import { keptSink } from '../testing/kept-sink.ts';
import { followLog } from './follow-log.ts';

/** Logs of containers; each reading of one gives the lines from `since` on, and then does what was asked for. */
function engineOf(logs: Readonly<Record<string, readonly (readonly [number, string])[]>>) {
  const opened: { id: string; since: Date | undefined }[] = [];
  const failures: Error[] = [];
  return {
    opened,
    failNext: (error: Error) => void failures.push(error),
    async *containerLogs(id: string, { since, signal }: LogOptions): AsyncGenerator<LogLine> {
      opened.push({ id, since });
      const all = logs[id] ?? [];
      const from = since === undefined ? 0 : all.findIndex(([atMs]) => atMs >= since.getTime());
      for (const [atMs, text] of from < 0 ? [] : all.slice(from)) {
        yield { at: new Date(atMs), stream: 'stdout', text };
      }
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) =>
        signal?.addEventListener('abort', () => resolve(), { once: true }),
      );
    },
  };
}

const datumOf = (text: string): MetricDatum => ({
  metric: { namespace: 'Test', metricName: text, dimensions: {} },
  atMs: 0,
  unit: 'Count',
  values: observed(1),
  isHighResolution: false,
});

let kept: ReturnType<typeof keptSink>;
let logged: string[];
/** How often the clock was asked for a pause between deliveries. */
let gathered: number;
let container: string | undefined;
beforeEach(() => {
  kept = keptSink();
  logged = [];
  gathered = 0;
  container = 'c1';
});

/** Follows, as one run of the process, until so many lines were put. */
async function run(engine: ReturnType<typeof engineOf>, lines: number): Promise<void> {
  const stop = new AbortController();
  const clock = {
    now: systemClock.now,
    sleep: (milliseconds: number, signal?: AbortSignal) => {
      if (milliseconds === 1) gathered += 1;
      return systemClock.sleep(1, signal);
    },
  };
  const following = followLog({
    source: 'requests',
    container: async () => container,
    engine,
    sink: kept.sink,
    toData: (texts) => {
      if (texts.includes('poison')) throw new Error('no data can be made of it');
      return texts.filter((text) => text !== 'noise').map(datumOf);
    },
    log: jsonLog(
      (line) => logged.push(line),
      () => 0,
    ),
    clock,
    signal: stop.signal,
    gatherMs: 1,
  });
  const put = () => kept.pending.flatMap(({ data }) => data).length;
  await waitUntil({ what: 'the lines', timeoutMs: 5000, everyMs: 1 }, async () =>
    put() >= lines ? true : undefined,
  );
  stop.abort();
  await following;
}

const texts = () => kept.data.map(({ metric }) => metric.metricName);

describe('following a log of requests', () => {
  it('continues after a restart where the data on disk ends', async () => {
    const engine = engineOf({
      c1: [
        [1000, 'a'],
        [1000, 'b'],
        [1001, 'c'],
        [1001, 'd'],
      ],
    });
    await run(engine, 4);
    kept.write();
    const more = engineOf({
      c1: [
        [1000, 'a'],
        [1000, 'b'],
        [1001, 'c'],
        [1001, 'd'],
        [1001, 'e'],
        [1002, 'f'],
      ],
    });
    await run(more, 2);
    kept.write();
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(more.opened).toEqual([{ id: 'c1', since: new Date(1001) }]);
  });

  it('reads again what was counted but not written before the process was killed', async () => {
    const engine = engineOf({
      c1: [
        [1000, 'a'],
        [1001, 'b'],
      ],
    });
    await run(engine, 2);
    kept.crash();
    await run(engine, 2);
    kept.write();
    expect(texts()).toEqual(['a', 'b']);
  });

  it('continues where it was when the stream breaks, and logs it', async () => {
    const log: [number, string][] = [
      [1000, 'a'],
      [1000, 'b'],
    ];
    const engine = engineOf({ c1: log });
    engine.failNext(new Error('the engine restarts'));
    const running = run(engine, 3);
    await waitUntil({ what: 'the failure', timeoutMs: 5000, everyMs: 1 }, async () => logged[0]);
    log.push([1000, 'c']);
    await running;
    kept.write();
    expect(new Set(texts())).toEqual(new Set(['a', 'b', 'c']));
    expect(texts()).toHaveLength(3);
    expect(logged[0]).toContain('the engine restarts');
  });

  it('reads all of a replaced container’s output, then that of its successor', async () => {
    const engine = engineOf({ c1: [[5000, 'a']], c2: [[1000, 'b']] });
    await run(engine, 1);
    kept.write();
    container = 'c2';
    await run(engine, 1);
    kept.write();
    expect(texts()).toEqual(['a', 'b']);
  });

  it('waits for a container that is not running yet', async () => {
    container = undefined;
    const engine = engineOf({ c1: [[1000, 'a']] });
    const running = run(engine, 1);
    container = 'c1';
    await running;
    expect(engine.opened).toHaveLength(1);
  });

  it('asks an engine that is away less and less often, and once a second again afterwards', async () => {
    const stop = new AbortController();
    const pauses: number[] = [];
    const failures = 5;
    const sleep = async (milliseconds: number) => {
      await systemClock.sleep(0);
      // Between deliveries.
      if (milliseconds === 1) return;
      pauses.push(milliseconds);
      if (pauses.length > failures) stop.abort();
    };
    await followLog({
      source: 'requests',
      container: async () => {
        if (pauses.length < failures) throw new Error('the engine is away');
        return undefined;
      },
      engine: engineOf({}),
      sink: kept.sink,
      toData: () => [],
      log: jsonLog(
        (line) => logged.push(line),
        () => 0,
      ),
      clock: { now: systemClock.now, sleep },
      signal: stop.signal,
      gatherMs: 1,
    });
    expect(pauses).toEqual([2000, 4000, 8000, 10_000, 10_000, 1000]);
    expect(logged).toHaveLength(failures);
  });

  it('logs that lines were rotated away, and counts the rest', async () => {
    await run(engineOf({ c1: [[1000, 'a']] }), 1);
    kept.write();
    await run(engineOf({ c1: [[2000, 'c']] }), 1);
    kept.write();
    expect(texts()).toEqual(['a', 'c']);
    expect(logged).toHaveLength(1);
  });

  it('waits for more lines only when there is one, and does nothing otherwise', async () => {
    await run(
      engineOf({
        c1: [
          [1000, 'a'],
          [1000, 'b'],
        ],
      }),
      2,
    );
    expect(gathered).toBe(1);
  });

  it('goes on behind lines of which no data can be made, and says so', async () => {
    const engine = engineOf({ c1: [[1000, 'poison']], c2: [[1000, 'b']] });
    for (let reading = 0; reading < 5000; reading += 1) engine.failNext(new Error('the stream ends'));
    const running = run(engine, 1);
    await waitUntil({ what: 'the failure', timeoutMs: 5000, everyMs: 1 }, async () =>
      logged.find((line) => line.includes('no data can be made of it')),
    );
    container = 'c2';
    await running;
    kept.write();
    expect(texts()).toEqual(['b']);
  });

  it('does not read lines twice that contain no data', async () => {
    const log: [number, string][] = [
      [1000, 'a'],
      [1001, 'noise'],
    ];
    await run(engineOf({ c1: log }), 1);
    kept.write();
    const next = engineOf({ c1: [...log, [1002, 'b']] });
    await run(next, 1);
    kept.write();
    expect(texts()).toEqual(['a', 'b']);
  });
});
