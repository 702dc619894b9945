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

  test.each(['2026-01-01T00:01:00Z', '2026-01-01 00:01', '2026-01-01T00:01:30', '2026-01-01T02:01:00+02:00'])(
    'may have a time such as %s, which is one of UTC where it has no zone',
    (time) => {
      expect(parse(`time,requests\n${time},1`)[0]?.minutes).toEqual([
        { atMs: Date.UTC(2026, 0, 1, 0, 1), requests: 1 },
      ]);
    },
  );

  test('may have its minutes in any order, each of them once for each service', () => {
    const times = ['2026-01-01T00:02:00Z', '2026-01-01T00:00:00Z'];
    const lines = ['web', 'worker'].flatMap((name) => times.map((time) => `${time},${name},1`));
    const traces = parse(['time,service,requests', ...lines].join('\n'));
    expect(traces.map(({ minutes }) => minutes.length)).toEqual([2, 2]);
  });

  test('may have empty values at the end of a line', () => {
    expect(parse('requests,cpu\n1,2,,\n')[0]?.minutes).toEqual([{ atMs: 0, requests: 1, cpuPercent: 2 }]);
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
    ['time,requests\ntasks 2,2', "load.csv, line 2: 'tasks 2' in the column time is not a time"],
    [
      'time,requests\n2026-13-01T00:00:00Z,2',
      "line 2: '2026-13-01T00:00:00Z' in the column time is not a time",
    ],
    ['# a comment\nrequests\n', 'load.csv, line 2: the header is not followed by any minute'],
    ['# a comment\nspeed\n1', "load.csv, line 2: unknown column 'speed'"],
    ['1e3\n5', "load.csv, line 1: '1e3' in the column requests is not a number of at least 0"],
    ['-1\n5', "load.csv, line 1: '-1' in the column requests is not a number of at least 0"],
    ['requests,cpu,requests\n1,2,3', 'load.csv, line 1: duplicate column requests'],
    ['requests,tasks\n1,2,3', 'load.csv, line 2: it has more values than the 2 columns'],
    ['5\n10,20', 'load.csv, line 2: it has more values than the 1 column'],
    [
      'time,requests\n2026-01-01T00:00:00Z,1\n2026-01-01T00:00:10Z,7',
      'load.csv, line 3: line 2 is of the same minute',
    ],
    [
      'time,requests\n2026-01-01T00:00:00Z,1\n2036-01-01T00:00:00Z,7',
      'load.csv, line 3: it is more than 366 days after the first minute',
    ],
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
