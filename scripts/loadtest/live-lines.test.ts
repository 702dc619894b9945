import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LiveState, liveState, startLive } from '../../loadtest/live/live-state.ts';
import type { LoadWindow } from '../../loadtest/record/load-record.ts';
import type { ObservedRecord } from '../../loadtest/record/observed-record.ts';
import { sampleRun } from '../../loadtest/testing/sample-run.ts';
import type { RecordedAlarm, ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import { liveLine, liveLines } from './live-lines.ts';

const run = sampleRun();
const { startMs, windowMs } = run.load;
const nothing = startLive({ plan: run.plan, environment: 'local', windowMs }, run.startMs);

/** All windows until so many seconds after the beginning of the load, as they are finished. */
function windowsUntil(seconds: number) {
  return run.load.windows
    .slice(0, seconds)
    .map((window: LoadWindow, index) => ({ startMs: startMs + index * windowMs, window }));
}

/** What the observer knew at a time. */
function observedUntil(atMs: number): ObservedRecord {
  const services = run.observed.services.map((service) => ({
    ...service,
    samples: service.samples.filter((sample) => sample.atMs <= atMs),
    ...(service.scaling === undefined ? {} : { scaling: scalingUntil(service.scaling, atMs) }),
  }));
  return { ...run.observed, services, gaps: run.observed.gaps.filter(({ fromMs }) => fromMs <= atMs) };
}

function scalingUntil(scaling: ScalingRecord, atMs: number): ScalingRecord {
  const until = (alarm: RecordedAlarm) => ({
    ...alarm,
    values: alarm.values.filter((value) => value.startMs < atMs - 10_000),
  });
  return {
    ...scaling,
    policies: scaling.policies.map((recorded) =>
      'alarm' in recorded
        ? { ...recorded, alarm: until(recorded.alarm) }
        : { ...recorded, high: until(recorded.high) },
    ),
  };
}

function stateAt(seconds: number): LiveState {
  const nowMs = startMs + seconds * 1000;
  const events = [
    { kind: 'load', windows: windowsUntil(seconds - 2) },
    { kind: 'observed', observed: observedUntil(nowMs) },
    { kind: 'time', nowMs },
  ] as const;
  return events.reduce(liveState, nothing);
}

test('the live view shows load, answers, tasks and each metric against its target', () => {
  expect(liveLines(stateAt(140))).toEqual([
    'spike against local                                              2 min 40 s left',
    'load       39.9 requests per second, 8 journeys per second planned',
    'answers    p95 548 ms, 14 of 2,511 failed, 0 wrong, 16 journeys dropped',
    'web        2 of 6 tasks running, 2 healthy, 4 pending',
    '  cpu      92.5 of 60   ████████████████████|█████████',
    '  latency  0.55 of 0.5  ████████████████████|█········',
    'worker     1 of 1 tasks running',
  ]);
});

const web = { service: 'web', desired: 1, running: 1, pending: 0 };

test('the live view says what is not known yet', () => {
  expect(liveLines(nothing).slice(1)).toEqual([
    'load   nothing was measured yet',
    'tasks  nothing was observed yet',
  ]);
  const bare = { ...stateAt(140), services: [{ ...web, metrics: [{ policyName: 'queue', limit: 100 }] }] };
  expect(liveLines(bare).at(-1)).toBe('  queue  no data of 100  ····················|·········');
});

test('the live view says that the AWS endpoint does not answer, and no more once it does', () => {
  expect(liveLines(stateAt(15)).at(-1)).toBe(
    'observer   no answer from AWS for 6.0 s: connect ECONNREFUSED 127.0.0.1:4566',
  );
  expect(liveLines(stateAt(22)).join('\n')).not.toContain('no answer');
});

test('the live view in one line has the same without the bars', () => {
  expect(liveLine(stateAt(140))).toBe(
    '2 min 40 s left, 39.9 requests per second, 8 journeys per second planned, p95 548 ms, 14 failed, web 2 of 6 tasks, worker 1 of 1 tasks, web cpu 92.5 of 60, web latency 0.55 of 0.5',
  );
  expect(liveLine({ ...stateAt(140), nowMs: startMs + 301_000 })).toMatch(/^the load is over, /);
});

test('windows that come one by one are counted as those that come together', () => {
  const windows = windowsUntil(100);
  const oneByOne = windows.reduce(
    (state, window) => liveState(state, { kind: 'load', windows: [window] }),
    nothing,
  );
  expect(oneByOne).toEqual(liveState(nothing, { kind: 'load', windows }));
  expect(oneByOne.recent).toHaveLength(10);
});

test('in a narrow terminal, texts are wrapped below each other', () => {
  expect(liveLines(stateAt(15), 60)).toEqual([
    'spike against local                          4 min 45 s left',
    'load       9.7 requests per second, 2 journeys per second',
    '           planned',
    'answers    p95 170 ms, 0 of 125 failed, 0 wrong, 0 journeys',
    '           dropped',
    'web        2 of 2 tasks running, 2 healthy',
    '  cpu      33.3 of 60   ███████████·········|·········',
    '  latency  0.19 of 0.5  ████████············|·········',
    'worker     1 of 1 tasks running',
    'observer   no answer from AWS for 6.0 s: connect',
    '           ECONNREFUSED 127.0.0.1:4566',
  ]);
});

test('where there is no room beside the titles, texts are below them', () => {
  const { services, ...others } = stateAt(140);
  const named = services.slice(1).map((each) => ({ ...each, service: 'a-worker-with-a-long-name' }));
  expect(liveLines({ ...others, services: named }, 49)).toEqual([
    'spike against local               2 min 40 s left',
    'load',
    '  39.9 requests per second, 8 journeys per second',
    '  planned',
    'answers',
    '  p95 548 ms, 14 of 2,511 failed, 0 wrong, 16',
    '  journeys dropped',
    'a-worker-with-a-long-name',
    '  1 of 1 tasks running',
  ]);
});

test('names that CDK makes are shortened as far as they can be told apart', () => {
  const policyName = (metric: string) => `ParityStoreWebServiceTaskCountTarget${metric}`;
  const metrics = ['CpuF496A4E7', 'MemoryC881D959'].map((metric) => ({
    ...{ policyName: policyName(metric), limit: 100, value: 50 },
  }));
  const named = { ...stateAt(140), services: [{ ...web, metrics }] };
  expect(liveLines(named, 60).slice(-2)).toEqual([
    '  CpuF496A4E7     50 of 100  ██████████··········|·········',
    '  MemoryC881D959  50 of 100  ██████████··········|·········',
  ]);
});

test('no line is longer than the terminal is wide, and nothing is cut off', () => {
  const letters = (lines: readonly string[]) =>
    [...lines.join('').replaceAll(/[\s·|█]/g, '')].toSorted().join('');
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 200 }), fc.integer({ min: 2, max: 300 }), (width, seconds) => {
      const lines = liveLines(stateAt(seconds), width);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(letters(lines)).toBe(letters(liveLines(stateAt(seconds), 200)));
    }),
    { numRuns: 30 },
  );
});
