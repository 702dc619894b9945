import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { metricKey } from '../../cloudwatch/metrics/metric.ts';
import { statistic } from '../../cloudwatch/metrics/statistic.ts';
import { hour, load, metric } from '../../cloudwatch/metrics/testing/data.ts';
import { jsonLog } from '../logger.ts';
import { type Metrics, type MetricsOptions, openMetrics } from './metrics-on-disk.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const day = { startMs: hour, endMs: hour + 24 * hourMs };

let folder = '';
let nowMs = hour;
let logged: { readonly level: string; readonly message: string }[] = [];
let stop = new AbortController();

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'metrics-')), 'metrics');
  nowMs = hour;
  logged = [];
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await rm(join(folder, '..'), { recursive: true });
});

/** Opens the metrics as a new process does; they are written only when a test says so. */
function open(changes: Partial<MetricsOptions> = {}): Promise<Metrics> {
  const log = jsonLog(
    (line) => logged.push(JSON.parse(line)),
    () => nowMs,
  );
  const clock = { now: () => nowMs, sleep: () => new Promise<void>(() => undefined) };
  return openMetrics({ folder, clock, log, signal: stop.signal, ...changes });
}

function sums(metrics: Metrics, name = 'Load', periodMs = minuteMs): readonly number[] {
  return metrics.read(metric(name), { ...day, periodMs }).map(({ values }) => values.sum);
}

const total = (metrics: Metrics, name: string) => sums(metrics, name).reduce((sum, each) => sum + each, 0);

const segments = async () => (await readdir(folder)).sort();

async function linesOf(name: string): Promise<number> {
  return (await readFile(join(folder, name), 'utf8')).split('\n').length - 1;
}

describe('metrics of a new process', () => {
  it('are those that the last one wrote, with their percentiles, units, resolution and dimensions', async () => {
    const data = [
      load(hour, [1, 2, 3, 4, 100], { unit: 'Seconds' }),
      load(hour + 2000, [0, 5], { isHighResolution: true }),
      load(hour + minuteMs, [], { values: { sampleCount: 3, sum: 15, minimum: 1, maximum: 9 } }),
      load(hour, [-1, 7], { metric: { ...metric('Other'), dimensions: { B: 'two', A: 'one' } } }),
    ];
    const last = await open();
    last.put(data.slice(0, 2));
    await last.flush();
    last.put(data.slice(2));
    await last.flush();
    const next = await open();
    expect(next.list().map(metricKey)).toEqual(last.list().map(metricKey));
    expect(next.units(metric('Load'))).toEqual(['None', 'Seconds']);
    for (const id of last.list()) {
      for (const unit of ['None', 'Seconds']) {
        for (const periodMs of [1000, minuteMs, 5 * minuteMs]) {
          const range = { ...day, periodMs };
          expect(next.read(id, range, unit)).toEqual(last.read(id, range, unit));
        }
      }
    }
    const [period] = next.read(metric('Load'), { ...day, periodMs: minuteMs }, 'Seconds');
    expect(period && statistic(period.values, 'p60')).toBeCloseTo(3, 1);
    expect(logged).toEqual([]);
  });

  it('include the position of each source, once its data is on disk', async () => {
    const metrics = await open();
    metrics.put([load(hour, [1])], { source: 'log', position: '10' });
    metrics.put([load(hour, [1])], { source: 'log', position: '20' });
    metrics.put([], { source: 'other', position: 'a' });
    expect(metrics.position('log')).toBeUndefined();
    await metrics.flush();
    expect([metrics.position('log'), metrics.position('other')]).toEqual(['20', 'a']);
    metrics.put([load(hour, [1])], { source: 'log', position: '30' });
    expect(metrics.position('log')).toBe('20');
    const next = await open();
    expect([next.position('log'), next.position('other')]).toEqual(['20', 'a']);
    expect(sums(next)).toEqual([2]);
  });

  it('do not include data without valid numbers', async () => {
    const metrics = await open();
    const values = { sampleCount: 1, sum: Number.NaN, minimum: 1, maximum: 1 };
    metrics.put([load(hour, [], { values }), load(hour, [1])]);
    await metrics.flush();
    expect(sums(await open())).toEqual([1]);
    expect(logged).toEqual([]);
  });
});

test('whenever a process is killed, nothing that was written is lost, and nothing is counted twice', async () => {
  const step = fc.record({
    source: fc.constantFrom('a', 'b'),
    count: fc.integer({ min: 1, max: 5 }),
    isFlushed: fc.boolean(),
    minutesLater: fc.integer({ min: 0, max: 45 }),
  });
  const runs = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(runs, fc.nat(), fc.boolean(), async (processes, cut, isCutInFile) => {
      await rm(folder, { recursive: true, force: true });
      nowMs = hour;
      const happened = { a: 0, b: 0 };
      /** Each source counts what happened since its position, as a reader of a log does. */
      const count = (metrics: Metrics, source: 'a' | 'b', from: number) => {
        const events = Array.from({ length: happened[source] - from }, (_, index) =>
          load(hour + (from + index) * 1000, [1], { metric: metric(source), isHighResolution: true }),
        );
        metrics.put(events, { source, position: `${happened[source]}` });
      };
      const positionOf = (metrics: Metrics, source: 'a' | 'b') => Number(metrics.position(source) ?? 0);
      const check = (metrics: Metrics) => {
        for (const source of ['a', 'b'] as const) {
          expect(total(metrics, source)).toBe(positionOf(metrics, source));
        }
      };

      for (const steps of processes) {
        const metrics = await open();
        check(metrics);
        const counted = { a: positionOf(metrics, 'a'), b: positionOf(metrics, 'b') };
        for (const { source, count: more, isFlushed, minutesLater } of steps) {
          happened[source] += more;
          count(metrics, source, counted[source]);
          counted[source] = happened[source];
          nowMs += minutesLater * minuteMs;
          if (isFlushed) await metrics.flush();
        }
      }

      if (isCutInFile) await cutBehind(cut);
      const survivor = await open();
      check(survivor);
      for (const source of ['a', 'b'] as const) count(survivor, source, positionOf(survivor, source));
      await survivor.flush();
      const last = await open();
      check(last);
      expect({ a: total(last, 'a'), b: total(last, 'b') }).toEqual(happened);
      expect(logged).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);

/** Leaves so many bytes of all files together, as if the process had been killed then; the number wraps around. */
async function cutBehind(bytes: number): Promise<void> {
  const names = await segments().catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await readFile(join(folder, name))).length));
  let left = bytes % (sizes.reduce((sum, size) => sum + size, 0) + 1);
  for (const [index, name] of names.entries()) {
    const size = sizes[index] ?? 0;
    if (left === 0) await rm(join(folder, name));
    else if (left < size) await truncate(join(folder, name), left);
    left = Math.max(0, left - size);
  }
}

describe('a file of the journal', () => {
  const file = '2026-09-14T01.jsonl';
  const write = async (...values: readonly number[]) => {
    const metrics = await open();
    for (const [index, value] of values.entries()) {
      metrics.put([load(hour + index * minuteMs, [value])]);
      await metrics.flush();
    }
    return metrics;
  };

  it('with half a line at its end is read without it, and continued after the last whole line', async () => {
    await write(1, 2);
    await appendFile(join(folder, file), '{"version":1,"series":[{"met');
    expect(sums(await write(4))).toEqual([5, 2]);
    expect(sums(await open())).toEqual([5, 2]);
    expect(await linesOf(file)).toBe(3);
    expect(logged).toEqual([]);
  });

  it.each(['', '{"version":1,"ser', '{"version":2,"series":[],"positions":{}}', '[1]', '\u0000\u0000'])(
    'with the damaged line "%s" is read without it, and the log says so',
    async (damaged) => {
      await write(1, 2);
      const [first = '', second = ''] = (await readFile(join(folder, file), 'utf8')).split('\n');
      await writeFile(join(folder, file), `${first}\n${damaged}\n${second}\n`);
      expect(sums(await open())).toEqual([1, 2]);
      expect(logged).toEqual([
        expect.objectContaining({
          level: 'warn',
          message: 'a line of metrics is damaged and left out',
          file,
          line: 2,
        }),
      ]);
    },
  );

  it('that cannot be read is set aside, and the others are read', async () => {
    await write(1);
    await mkdir(join(folder, '2026-09-14T00.jsonl'));
    expect(sums(await open())).toEqual([1]);
    expect(await segments()).toEqual(['2026-09-14T00.jsonl.unreadable', file]);
    expect(logged).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('set aside') }),
    ]);
  });

  it('covers an hour, even if the clock is set back', async () => {
    const metrics = await write(1);
    nowMs = hour + hourMs;
    metrics.put([load(hour, [2])], { source: 'log', position: '2' });
    await metrics.flush();
    nowMs = hour;
    metrics.put([load(hour, [4])], { source: 'log', position: '4' });
    await metrics.flush();
    expect([await linesOf(file), await linesOf('2026-09-14T02.jsonl')]).toEqual([1, 2]);
    const next = await open();
    expect([sums(next), next.position('log')]).toEqual([[7], '4']);
  });

  it('has each series once as soon as the next one is written, whatever the order and number of its lines', async () => {
    const metrics = await open();
    for (let second = 0; second < 60; second += 1) {
      const values = [second % 7, 1000];
      metrics.put([load(hour + second * 1000, values, { isHighResolution: true })], {
        source: 'log',
        position: `${second}`,
      });
      await metrics.flush();
    }
    const read = (of: Metrics, periodMs: number) => of.read(metric('Load'), { ...day, periodMs });
    const seconds = read(metrics, 1000);
    nowMs = hour + hourMs;
    metrics.put([load(nowMs, [1], { metric: metric('Other') })]);
    await metrics.flush();
    expect(await linesOf(file)).toBe(1);
    const next = await open();
    expect(read(next, 1000)).toEqual(seconds);
    expect(read(next, minuteMs)).toEqual(read(metrics, minuteMs));
    expect(next.position('log')).toBe('59');
    const reduced = await readFile(join(folder, file), 'utf8');
    nowMs += hourMs;
    next.put([load(nowMs, [1])]);
    await next.flush();
    expect(await readFile(join(folder, file), 'utf8')).toBe(reduced);
  });

  it('that is larger than what is read at once is read line by line', async () => {
    const metrics = await open();
    const name = { ...metric('Größe'), dimensions: { of: 'groß' } };
    for (let line = 0; line < 9; line += 1) {
      metrics.put(
        Array.from({ length: 1000 }, (_, index) => {
          const unit = `${line}`;
          return load(hour + index * 1000, [index], { metric: name, unit, isHighResolution: true });
        }),
      );
      await metrics.flush();
    }
    const read = (of: Metrics) =>
      of
        .units(name)
        .map((unit) => of.read(name, { ...day, periodMs: 1000 }, unit).map(({ values }) => values.sum));
    expect((await stat(join(folder, file))).size).toBeGreaterThan(256 * 1024);
    const expected = Array.from({ length: 9 }, () => Array.from({ length: 1000 }, (_, index) => index));
    expect(read(await open())).toEqual(expected);
    nowMs = hour + hourMs;
    metrics.put([load(nowMs, [1])]);
    await metrics.flush();
    expect(await linesOf(file)).toBe(2);
    expect(read(await open())).toEqual(expected);
  });

  it('has only minutes, in one line, after three hours, and is deleted after a day; positions are kept', async () => {
    const metrics = await open();
    for (const second of [0, 10, 70]) {
      metrics.put([load(hour + second * 1000, [second + 1], { isHighResolution: true })]);
      await metrics.flush();
    }
    metrics.put([], { source: 'log', position: '7' });
    await metrics.flush();
    expect(await linesOf(file)).toBe(4);
    const writeAt = async (hours: number) => {
      nowMs = hour + hours * hourMs;
      metrics.put([load(nowMs, [1], { metric: metric('Other') })]);
      await metrics.flush();
    };
    const hasSeconds = async () => (await readFile(join(folder, file), 'utf8')).includes(`${hour + 10_000}`);
    await writeAt(3.9);
    expect(await hasSeconds()).toBe(true);
    await writeAt(4.1);
    expect([await hasSeconds(), await linesOf(file)]).toEqual([false, 1]);
    const next = await open();
    expect([sums(next), next.position('log')]).toEqual([[12, 71], '7']);
    await writeAt(24.5);
    expect(await segments()).toContain(file);
    await writeAt(25.1);
    expect(await segments()).toEqual([
      '2026-09-14T04.jsonl',
      '2026-09-14T05.jsonl',
      '2026-09-15T01.jsonl',
      '2026-09-15T02.jsonl',
    ]);
    expect((await open()).position('log')).toBe('7');
  });
});

describe('a disk that fails', () => {
  it('loses nothing: everything is written as soon as it works again', async () => {
    const metrics = await open();
    await writeFile(folder, 'in the way');
    metrics.put([load(hour, [1])], { source: 'log', position: '1' });
    metrics.put([load(hour, [1])], { source: 'other', position: '5' });
    await metrics.flush();
    metrics.put([load(hour, [2])], { source: 'log', position: '2' });
    await metrics.flush();
    expect([sums(metrics), metrics.position('log')]).toEqual([[4], undefined]);
    await rm(folder);
    await metrics.flush();
    const next = await open();
    expect([sums(next), next.position('log'), next.position('other')]).toEqual([[4], '2', '5']);
    expect(logged.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'metrics could not be written to disk; trying again'],
      ['info', 'metrics are written to disk again'],
    ]);
  });

  it('is logged at first and then every minute', async () => {
    const metrics = await open();
    await writeFile(folder, 'in the way');
    metrics.put([load(hour, [1])]);
    for (let attempt = 0; attempt < 25; attempt += 1) await metrics.flush();
    expect(logged).toHaveLength(3);
  });

  it('leaves no partially written data', async () => {
    const metrics = await open();
    metrics.put([load(hour, [1])]);
    await metrics.flush();
    const [file = ''] = await segments();
    await appendFile(join(folder, file), '{"version":1,"series":[],"positions":{"log":"9"}}\n{"ver');
    nowMs += hourMs;
    metrics.put([load(hour, [2])]);
    await metrics.flush();
    const next = await open();
    expect([sums(next), next.position('log')]).toEqual([[3], undefined]);
    expect(logged).toEqual([]);
  });

  it('causes the older half of the data to be dropped when too much is waiting', async () => {
    const metrics = await open({ mostUnwritten: 10 });
    await writeFile(folder, 'in the way');
    for (let minute = 0; minute < 11; minute += 1) {
      metrics.put([load(hour + minute * minuteMs, [minute])], { source: 'log', position: `${minute}` });
      await metrics.flush();
    }
    expect(sums(metrics)).toHaveLength(11);
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1);
    await rm(folder);
    await metrics.flush();
    const next = await open();
    expect([sums(next), next.position('log')]).toEqual([[5, 6, 7, 8, 9, 10], '10']);
  });
});

test('metrics are written every five seconds, and when the process stops', async () => {
  const pauses: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const sleep = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      pauses.push({ milliseconds, end: resolve });
      signal?.addEventListener('abort', () => resolve());
    });
  const metrics = await open({ clock: { now: () => nowMs, sleep } });
  metrics.put([load(hour, [1])], { source: 'log', position: '1' });
  expect(pauses.map(({ milliseconds }) => milliseconds)).toEqual([5000]);
  pauses[0]?.end();
  await expect.poll(() => metrics.position('log')).toBe('1');
  await expect.poll(() => pauses.length).toBe(2);
  metrics.put([load(hour, [1])], { source: 'log', position: '2' });
  stop.abort();
  await expect.poll(() => metrics.position('log')).toBe('2');
  expect(pauses).toHaveLength(2);
});

test('a time scale shortens the minute, on disk as well', async () => {
  const metrics = await open({ timeScale: 10 });
  metrics.put([0, 1, 6].map((second) => load(hour + second * 1000, [1])));
  await metrics.flush();
  expect(sums(metrics, 'Load', 6000)).toEqual([2, 1]);
  expect(sums(await open({ timeScale: 10 }), 'Load', 6000)).toEqual([2, 1]);
});
