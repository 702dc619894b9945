/**
 * How likely a value of Student's t distribution is as far from 0 as `t`, in either direction.
 * @see https://personal.math.ubc.ca/~cbm/aands/page_948.htm (26.7.3 and 26.7.4)
 */
export function studentProbability(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  const series = seriesOf(Math.cos(angle), degreesOfFreedom);
  const inside =
    degreesOfFreedom % 2 === 0
      ? Math.sin(angle) * series
      : (2 / Math.PI) * (angle + Math.sin(angle) * series);
  return Math.min(1, Math.max(0, 1 - inside));
}

/** 1 + 1/2 cos² + (1·3)/(2·4) cos⁴ and so on, or the same for an odd number of degrees: cos + 2/3 cos³ and so on. */
function seriesOf(cosine: number, degreesOfFreedom: number): number {
  const isEven = degreesOfFreedom % 2 === 0;
  const first = isEven ? 2 : 3;
  let term = isEven ? 1 : cosine;
  let sum = degreesOfFreedom > 1 ? term : 0;
  for (let power = first; power < degreesOfFreedom; power += 2) {
    term *= ((power - 1) / power) * cosine ** 2;
    sum += term;
  }
  return sum;
}
