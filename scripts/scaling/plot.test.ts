import { expect, test } from 'vitest';
import { niceTop, plotSvg } from './plot.ts';
import { thin } from './thin.ts';

const plot = { title: 'Tasks', unit: 'running', startMs: Date.UTC(2026, 0, 1) };

test('a curve begins anew after a gap', () => {
  const svg = plotSvg({ ...plot, curves: [{ name: 'a', kind: 'defined', values: [1, 2, undefined, 2] }] });
  expect(svg).toMatch(/<path class="curve defined" d="M64 [\d.]+L[\d.]+ 10M[\d.]+ 10"\/>/);
});

test('counts go up and down in steps', () => {
  const svg = plotSvg({ ...plot, isStepped: true, curves: [{ name: 'a', kind: 'other', values: [1, 2] }] });
  expect(svg).toMatch(/d="M64 83H500V10"/);
});

test('the axes are labelled, and a title is no markup', () => {
  const values = Array.from({ length: 1440 }, () => 24_000);
  const svg = plotSvg({ ...plot, title: 'a < "b"', curves: [{ name: 'a', kind: 'load', values }] });
  expect(svg).toContain('aria-label="a &lt; &quot;b&quot;"');
  expect(svg).toContain('>50k</text>');
  expect([...svg.matchAll(/text-anchor="middle">([\d:]+)</g)].map(([, time]) => time)).toEqual([
    ...['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '00:00'],
  ]);
});

test('days have their date', () => {
  const values = Array.from({ length: 7 * 1440 }, () => 1);
  expect(plotSvg({ ...plot, curves: [{ name: 'a', kind: 'load', values }] })).toContain('>01-02 00:00<');
});

test('a plot of nothing has axes', () => {
  expect(plotSvg({ ...plot, curves: [] })).toContain('<svg');
});

test.each([
  [1, 1],
  [3, 5],
  [5, 5],
  [5.1, 10],
  [0.3, 0.5],
  [24_000, 50_000],
])('an axis up to %d ends at %d', (value, top) => {
  expect(niceTop(value)).toBeCloseTo(top);
});

test('a long curve loses points, and no peak', () => {
  const values = Array.from({ length: 10_000 }, (_, index) =>
    index === 5_003 ? 99 : index === 7_001 ? -9 : 1,
  );
  const thinned = thin(values, 500);
  expect(thinned.length).toBeLessThan(600);
  expect(thinned).toContainEqual([5_003, 99]);
  expect(thinned).toContainEqual([7_001, -9]);
  expect(thinned.map(([at]) => at)).toEqual(
    thinned.map(([at]) => at).toSorted((left, right) => left - right),
  );
});

test('a short curve keeps all of its points, a gap stays one', () => {
  expect(thin([1, undefined, 3], 500)).toEqual([
    [0, 1],
    [1, undefined],
    [2, 3],
  ]);
  const gap = Array.from({ length: 4_000 }, (_, index) => (index < 2_000 ? undefined : 1));
  expect(thin(gap, 100)[0]).toEqual([0, undefined]);
});
