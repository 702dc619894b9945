import { describe, expect, test } from 'vitest';
import { completeMinutes } from './complete-minutes.ts';
import { parseTrace } from './parse-trace.ts';
import { writeTrace } from './write-trace.ts';

const minute = 60_000;
const parse = (text: string) => parseTrace(text, 'load.csv', 0);

describe('a file of minutes', () => {
  test('can consist of numbers of requests only', () => {
    expect(parse('# a comment\n10\n20.5\n\n30\n')).toEqual([
      {
        service: undefined,
        minutes: [
          { atMs: 0, requests: 10 },
          { atMs: minute, requests: 20.5 },
          { atMs: 2 * minute, requests: 30 },
        ],
      },
    ]);
  });

  test('can have times and measured values, with gaps', () => {
    const text =
      'time,requests,cpu,memory,tasks,latency\n2026-01-01T00:00:30Z,10,50,30,2,250\n2026-01-01T00:01:00Z,20,,,,\n';
    const atMs = Date.UTC(2026, 0, 1);
    expect(parse(text)[0]?.minutes).toEqual([
      { atMs, requests: 10, cpuPercent: 50, memoryPercent: 30, tasks: 2, latencyMs: 250 },
      { atMs: atMs + minute, requests: 20 },
    ]);
  });

  test('can cover several services, each with its own minutes', () => {
    const traces = parse('service,requests\nweb,1\nworker,5\nweb,2\n');
    expect(traces.map(({ service, minutes }) => [service, minutes.map(({ requests }) => requests)])).toEqual([
      ['web', [1, 2]],
      ['worker', [5]],
    ]);
    expect(traces[0]?.minutes[1]?.atMs).toBe(minute);
  });

  test.each([
    ['', 'load.csv, line 1: the file is empty'],
    ['requests,speed\n1,2', "load.csv, line 1: unknown column 'speed'"],
    ['time,cpu\n', 'load.csv, line 1: the column requests is missing'],
    ['requests\n\n1\n-2', "load.csv, line 4: '-2' in the column requests is not a number of at least 0"],
    ['time,requests\nyesterday,2', "load.csv, line 2: 'yesterday' in the column time is not a time"],
  ])('%j is refused by line', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'BAD_TRACE', message: expect.stringContaining(message) }),
    );
  });

  test('is read as it was written', () => {
    const minutes = [
      { atMs: 0, requests: 10, cpuPercent: 50.125, memoryPercent: 30, tasks: 2, latencyMs: 250 },
      { atMs: minute, requests: 20 },
    ];
    expect(parse(writeTrace(minutes))[0]?.minutes).toEqual(minutes);
  });
});

test('missing minutes had no requests', () => {
  expect(
    completeMinutes([
      { atMs: 0, requests: 1 },
      { atMs: 3 * minute, requests: 2, tasks: 3 },
    ]),
  ).toEqual([
    { atMs: 0, requests: 1 },
    { atMs: minute, requests: 0 },
    { atMs: 2 * minute, requests: 0 },
    { atMs: 3 * minute, requests: 2, tasks: 3 },
  ]);
  expect(completeMinutes([])).toEqual([]);
});
