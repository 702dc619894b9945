import { expect, test } from 'vitest';
import type { Outcome } from '../deployments/steady-rate.ts';
import { requestBounds } from './request-bounds.ts';

const period = { startMs: 30_000, endMs: 60_000 };
const death = { startMs: 40_000, endMs: 40_050 };

const request = (sentAt: number, endedAt: number, outcome = '200'): Outcome => ({
  index: 0,
  ...{ sentAt, endedAt, outcome },
});

test.each<[string, Outcome, number, number]>([
  ['was answered in the period is counted', request(35_000, 35_010), 1, 1],
  ['began before the period may have ended there', request(29_990, 30_020), 0, 1],
  ['ended behind the period may have ended there', request(59_990, 60_020), 0, 1],
  ['ended just before the period may be noted there', request(29_900, 29_950), 0, 1],
  ['was answered before the period is not counted there', request(29_000, 29_100), 0, 0],
  ['was answered behind the period is not counted there', request(60_000, 60_010), 0, 0],
  ['broke when the load balancer died may be counted', request(39_990, 40_010, 'ECONNRESET'), 0, 1],
  ['was answered just before the death may not be noted any more', request(39_900, 39_990), 0, 1],
  ['was answered well before the death is counted', request(39_800, 39_850), 1, 1],
  ['came to nobody is not counted', request(40_100, 40_110, 'ECONNREFUSED'), 0, 0],
  ['was given up may be counted', request(41_000, 51_000, 'ABORT_ERR'), 0, 1],
  ['was given up before the period may end there', request(15_000, 25_000, 'ABORT_ERR'), 0, 1],
  ['got another answer than a good one may be counted', request(41_000, 41_010, '503'), 0, 1],
])('a request that %s', (_, outcome, least, most) => {
  expect(requestBounds([outcome], [death], period)).toEqual({ least, most });
});
