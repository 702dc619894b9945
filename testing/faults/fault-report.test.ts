import { expect, test } from 'vitest';
import { type Kill, reportByPart, type Visit, visitsBefore } from './fault-report.ts';
import { faultTable } from './fault-table.ts';

const kill = (part: Kill['part'], killedAt: number, more: Partial<Kill> = {}): Kill => ({
  part,
  killedAt,
  intoRolloutMs: 0,
  wholeAfterMs: 500,
  ...more,
});
const visit = (endedAt: number, outcome = '200'): Visit => ({
  index: 0,
  kind: 'GET /',
  sentAt: endedAt - 10,
  endedAt,
  outcome,
});

test('a request belongs to the last kill before its end, also when it was sent before that', () => {
  const kills = [kill('edge', 1000), kill('web', 2000)];
  const visits = [visit(999, '500'), visit(1005, 'ECONNRESET'), visit(1400, '502'), visit(2500)];
  const [edge, web] = reportByPart(kills, visits);
  expect(edge).toMatchObject({
    part: 'edge',
    requests: 2,
    lost: 2,
    failures: { 'GET /: ECONNRESET': 1, 'GET /: 502': 1 },
    outageMs: { median: 400, longest: 400 },
  });
  expect(web).toMatchObject({ part: 'web', requests: 1, lost: 0, killsWithLoss: 0 });
  expect(visitsBefore(kills, visits)).toEqual([visit(999, '500')]);
});

test('the kills of a part are counted together, with the median and the longest of what each took', () => {
  const kills = [
    kill('redis', 1000, { startedAgainAfterMs: 100, wholeAfterMs: 800 }),
    kill('redis', 2000, { startedAgainAfterMs: 300, wholeAfterMs: 900 }),
    kill('redis', 3000, { startedAgainAfterMs: 200, wholeAfterMs: 5000 }),
  ];
  expect(reportByPart(kills, [visit(2100, '500'), visit(3100, '201')])).toEqual([
    {
      part: 'redis',
      kills: 3,
      requests: 2,
      lost: 1,
      killsWithLoss: 1,
      failures: { 'GET /: 500': 1 },
      outageMs: { median: 0, longest: 100 },
      startedAgainAfterMs: { median: 200, longest: 300 },
      wholeAfterMs: { median: 900, longest: 5000 },
    },
  ]);
});

test('the table has a line for each part', () => {
  const kills = [kill('edge', 1000, { startedAgainAfterMs: 310 }), kill('web', 2000)];
  expect(faultTable(reportByPart(kills, [visit(1005, 'ECONNRESET'), visit(2500)])).split('\n')).toEqual([
    '| killed | kills | requests | lost | kills that cost any | last failure after: median, longest | runs again after: median, longest | all well after: median, longest | failures |',
    '|---|---|---|---|---|---|---|---|---|',
    '| edge | 1 | 1 | 1 | 1 | 0.01 s, 0.01 s | 0.31 s, 0.31 s | 0.50 s, 0.50 s | 1 x GET /: ECONNRESET |',
    '| web task | 1 | 1 | 0 | 0 | - | - | 0.50 s, 0.50 s |  |',
  ]);
});
