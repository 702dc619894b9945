import { expect, test } from 'vitest';
import { loadShapes } from './load-shapes.ts';

test.each([
  [240, [120]],
  [1440, [720]],
  [3 * 1440, [720, 2160, 3600]],
])('a diurnal load of %i minutes is busiest at noon, and quietest at midnight', (minutes, noons) => {
  const load = loadShapes.diurnal({ minutes, low: 10, high: 110 });
  const most = Math.max(...load);
  const busiest = load.flatMap((requests, minute) => (requests === most ? [minute] : []));
  expect(load).toHaveLength(minutes);
  expect(busiest).toEqual(noons);
  expect(noons.map((_, day) => Math.round(load[day * 1440] ?? 0))).toEqual(noons.map(() => 10));
});
