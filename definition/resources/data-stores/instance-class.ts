const burstableGiB: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4, large: 8 };

/** GiB of a `large` by the letter of the family; an `xlarge` has twice as much, an `Nxlarge` N times the `xlarge`. */
const largeGiB: Readonly<Record<string, number>> = { t: 8, m: 8, r: 16, x: 32 };

/**
 * Memory of an instance class in bytes, such as `db.t3.micro`; undefined for a class of another form. RDS takes off
 * what its own processes need, which is not documented, so that computed values are a little smaller there.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export function memoryOf(instanceClass: string | undefined): number | undefined {
  const [, letter = '', size = ''] = /^db\.([tmrx])\d[a-z]*\.([a-z0-9]+)$/.exec(instanceClass ?? '') ?? [];
  const gib = letter === 't' && size in burstableGiB ? burstableGiB[size] : bySize(largeGiB[letter], size);
  return gib === undefined ? undefined : gib * 1024 ** 3;
}

function bySize(large: number | undefined, size: string): number | undefined {
  if (large === undefined) return undefined;
  if (size === 'large') return large;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : large * 2 * Number(times || 1);
}
