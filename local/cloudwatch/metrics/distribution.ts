/**
 * How often values were observed: pairs of a bin's number and a count, in the order of the numbers. The values of a bin
 * differ by 2 % at most, so that its middle is within 1 % of each of them. However many values there are, they need few
 * bins: 1112 from a microsecond to an hour.
 *
 * Assumed: AWS does not say how CloudWatch keeps values. What was seen of it (a p50 of 9.87 for 2, 2, 10, 10 and 10)
 * suggests bins of 10 %, so that our percentiles are closer to the values than AWS's.
 */
export type Distribution = readonly number[];

const width = Math.log(1.02);
/** Zero has a bin of its own, below that of the least positive number. */
const zeroBin = -40_000;

/** The distribution of values by how often each was observed; undefined where one is negative, as CloudWatch has none. */
export function distributionOf(counts: ReadonlyMap<number, number>): Distribution | undefined {
  const bins = new Map<number, number>();
  for (const [value, count] of counts) {
    if (!(value >= 0 && value < Infinity)) return undefined;
    if (count > 0) addTo(bins, binOf(value), count);
  }
  // A copy has no room to grow, which would take more than what is in it.
  return [...bins]
    .sort(([a], [b]) => a - b)
    .flat()
    .slice();
}

/** What was observed in either. */
export function addDistributions(a: Distribution, b: Distribution): Distribution {
  const sum: number[] = [];
  for (let left = 0, right = 0; left < a.length || right < b.length; ) {
    const [binA = Infinity, binB = Infinity] = [a[left], b[right]];
    const isFromA = binA <= binB;
    const isFromB = binB <= binA;
    sum.push(Math.min(binA, binB), (isFromA ? (a[left + 1] ?? 0) : 0) + (isFromB ? (b[right + 1] ?? 0) : 0));
    if (isFromA) left += 2;
    if (isFromB) right += 2;
  }
  return sum.slice();
}

/** How often each value was observed, to 1 %; none lies outside of what is known to be the least and the greatest one. */
export function countsOf(
  distribution: Distribution,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let index = 0; index < distribution.length; index += 2) {
    const [bin = 0, count = 0] = [distribution[index], distribution[index + 1]];
    addTo(counts, Math.min(Math.max(middleOf(bin), minimum), maximum), count);
  }
  return counts;
}

function addTo(counts: Map<number, number>, key: number, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function binOf(value: number): number {
  return value === 0 ? zeroBin : Math.floor(Math.log(value) / width);
}

function middleOf(bin: number): number {
  return bin === zeroBin ? 0 : Math.exp((bin + 0.5) * width);
}
