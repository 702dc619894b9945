/** A point of a curve: where it is, and its value; undefined where there is none. */
export type CurvePoint = readonly [at: number, value: number | undefined];

/**
 * At most about `most` points of a curve: of the points that would be drawn in the same place, the lowest and the highest,
 * in their order, so that no peak is lost.
 */
export function thin(values: readonly (number | undefined)[], most: number): readonly CurvePoint[] {
  const points = values.map((value, at): CurvePoint => [at, value]);
  const size = Math.ceil((2 * points.length) / most);
  if (size <= 2) return points;
  const thinned: CurvePoint[] = [];
  for (let from = 0; from < points.length; from += size)
    thinned.push(...extremes(points.slice(from, from + size)));
  return thinned;
}

function extremes(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const [first] = points;
  const present = points.filter(([, value]) => value !== undefined);
  if (present.length === 0) return first === undefined ? [] : [first];
  const pick = (isBetter: (value: number, best: number) => boolean) =>
    present.reduce((best, point) => (isBetter(point[1] ?? 0, best[1] ?? 0) ? point : best));
  const lowest = pick((value, best) => value < best);
  const highest = pick((value, best) => value > best);
  if (lowest[0] === highest[0]) return [lowest];
  return lowest[0] < highest[0] ? [lowest, highest] : [highest, lowest];
}
