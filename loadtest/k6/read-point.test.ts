import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPoint } from './read-point.ts';

const inScenario = { scenario: 'visits', name: 'browse: home' };

function line(
  metric: string,
  value: number,
  tags: Readonly<Record<string, string>> = inScenario,
  time = '2026-11-26T21:02:03.25Z',
): string {
  const metadata = { vu: '3', iter: '7' };
  return JSON.stringify({ metric, type: 'Point', data: { time, value, tags, metadata } });
}

const atMs = Date.UTC(2026, 10, 26, 21, 2, 3, 250);

test('a request is read with its step, its visit and its time', () => {
  const tags = { ...inScenario, status: '200', expected_response: 'true' };
  expect(readPoint(line('http_req_duration', 5.5, tags))).toEqual({
    kind: 'request',
    endMs: atMs,
    durationMs: 5.5,
    step: 'browse: home',
    visit: 'visits 3 7',
  });
});

test('the step that a journey names comes before the name of the request', () => {
  const tags = { ...inScenario, step: 'browse: pictures', status: '200' };
  expect(readPoint(line('http_req_duration', 1, tags))).toMatchObject({ step: 'browse: pictures' });
  expect(readPoint(line('checks', 0, tags))).toMatchObject({ step: 'browse: pictures' });
});

test('a request of setup() has no visit', () => {
  const point = readPoint(line('http_req_duration', 1, { name: 'setup', status: '200' }));
  expect(point).toEqual({ kind: 'request', endMs: atMs, durationMs: 1, step: 'setup' });
});

test('a request fails by what the journey expects, and by its status where it expects nothing', () => {
  const failure = (tags: Readonly<Record<string, string>>) => {
    const point = readPoint(line('http_req_duration', 1, { ...inScenario, ...tags }));
    return point?.kind === 'request' ? point.failure : 'no request';
  };
  expect(failure({ status: '502', error_code: '1502', expected_response: 'false' })).toBe('502');
  expect(failure({ status: '0', error_code: '1050', expected_response: 'false' })).toBe('1050');
  expect(failure({ status: '422', expected_response: 'true' })).toBeUndefined();
  expect(failure({ status: '302', expected_response: 'false' })).toBe('302');
  expect(failure({ status: '404' })).toBe('404');
  expect(failure({ status: '399' })).toBeUndefined();
  expect(failure({ status: '0' })).toBe('1000');
});

test('a check counts only where it failed', () => {
  const tags = { ...inScenario, check: 'has a price' };
  expect(readPoint(line('checks', 1, tags))).toBeUndefined();
  expect(readPoint(line('checks', 0, tags))).toEqual({
    kind: 'failed-check',
    atMs,
    check: 'has a price',
    step: 'browse: home',
    visit: 'visits 3 7',
  });
  expect(readPoint(line('checks', 0, { scenario: 'visits', check: 'c' }))).not.toHaveProperty('step');
});

test('journeys, dropped journeys and visitors are read', () => {
  expect(readPoint(line('iteration_duration', 800, { scenario: 'visits' }))).toEqual({
    kind: 'journey',
    endMs: atMs,
    durationMs: 800,
    visit: 'visits 3 7',
  });
  expect(readPoint(line('dropped_iterations', 2, { scenario: 'visits' }))).toEqual({
    kind: 'dropped-journeys',
    atMs,
    count: 2,
  });
  expect(readPoint(line('vus', 12, {}))).toEqual({ kind: 'visitors', atMs, count: 12 });
});

test('what a record has no use for is passed over', () => {
  const definition = { type: 'Metric', data: { name: 'vus', type: 'gauge' }, metric: 'vus' };
  const lines = [line('http_reqs', 1), line('data_sent', 9), JSON.stringify(definition), '', '  █ RESULTS'];
  expect(lines.map(readPoint)).toEqual(lines.map(() => undefined));
});

test('a point that is not understood is an error that shows it', () => {
  const cut = line('http_req_duration', 1).slice(0, -5);
  expect(() => readPoint(cut)).toThrow(`k6 wrote a point that is not understood: ${cut}`);
  expect(() => readPoint(line('vus', 1, {}, 'yesterday'))).toThrow('not understood');
  expect(() => readPoint(line('http_req_duration', 1, {}))).toThrow('not understood');
});

test('a time is read in any zone and with any number of digits, and never gets into the next second', () => {
  const parts = fc.record({
    ms: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) }),
    offset: fc.integer({ min: -12 * 60, max: 14 * 60 }),
    below: fc.stringMatching(/^\d{0,6}$/),
  });
  fc.assert(
    fc.property(parts, ({ ms, offset, below }) => {
      const there = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
      const clock = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
      const zone = clock.map((each) => String(each).padStart(2, '0')).join(':');
      const time = `${there}${below}${offset < 0 ? '-' : '+'}${zone}`;
      const point = readPoint(line('vus', 1, {}, time));
      const read = point?.kind === 'visitors' ? point.atMs : Number.NaN;
      expect(Math.floor(read)).toBe(ms);
      expect(read - ms).toBeCloseTo(Number(`0.${below}`), 3);
    }),
    // As numbers hold fewer digits of fractions from 2039 on.
    { examples: [[{ ms: 2 ** 41, offset: 0, below: '9998' }]] },
  );
});
