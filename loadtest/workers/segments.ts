/**
 * The arguments by which k6 sends one share of a load that `count` workers divide: the shares add up to the whole, to the
 * visitor. `worker` counts from 1.
 * @see https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#execution-segment
 */
export function segmentArguments(worker: number, count: number): readonly string[] {
  const bounds = Array.from({ length: count + 1 }, (_, index) => bound(index, count));
  return [
    '--execution-segment',
    `${bounds[worker - 1]}:${bounds[worker]}`,
    '--execution-segment-sequence',
    bounds.join(','),
  ];
}

function bound(index: number, count: number): string {
  if (index === 0) return '0';
  return index === count ? '1' : `${index}/${count}`;
}
