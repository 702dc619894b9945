import { ownValue } from '../../../json/own-value.ts';

const burstable = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'];
const upTo = (largest: number, ...without: readonly number[]) => [
  ...['large', 'xlarge'],
  ...[2, 4, 8, 12, 16, 24, 32, 48]
    .filter((times) => times <= largest && !without.includes(times))
    .map((times) => `${times}xlarge`),
];
const families = (names: readonly string[], sizes: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, sizes]));

/**
 * The sizes of the families on which RDS runs PostgreSQL 16.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const sizesByFamily: Readonly<Record<string, readonly string[]>> = {
  ...families(['t3', 't4g'], burstable),
  ...families(['m5', 'm5d', 'r5', 'r5b', 'r5d'], upTo(24)),
  ...families(['m6g', 'm6gd', 'm7g', 'r6g', 'r6gd', 'r7g', 'x2g'], upTo(16)),
  ...families(['m6i', 'm6id', 'm6idn', 'm6in', 'r6i', 'r6id', 'r6idn', 'r6in'], upTo(32)),
  ...families(['m7i', 'm8g', 'm8gd', 'r7i', 'r8g', 'r8gd'], upTo(48, 32)),
  x2idn: ['16xlarge', '24xlarge', '32xlarge'],
  x2iedn: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge', '24xlarge', '32xlarge'],
  x2iezn: ['2xlarge', '4xlarge', '6xlarge', '8xlarge', '12xlarge'],
};

/** The first generation of each kind of which new families may come that are not in the list above. */
const nextGeneration: Readonly<Record<string, number>> = { t: 5, m: 7, r: 7, x: 8 };
const smallBurstableGiB: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4 };

/** GiB of an `xlarge` by the kind of the family; a `large` has half of it, an `Nxlarge` N times as much. */
const xlargeGiB: Readonly<Record<string, number>> = { t: 16, m: 16, r: 32, x: 64, x2iedn: 128, x2iezn: 128 };

interface InstanceClass {
  readonly kind: string;
  readonly family: string;
  readonly generation: number;
  readonly size: string;
}

/** Why RDS has no such class for PostgreSQL 16; undefined if it has it, or if a newer family may have it. */
export function whyNoInstanceClass(name: string): string | undefined {
  const parsed = parse(name);
  if (parsed === undefined) return 'expected a class such as db.t4g.micro, of a family t, m, r or x';
  const { kind, family, generation, size } = parsed;
  const sizes = ownValue(sizesByFamily, family);
  if (sizes !== undefined) {
    return sizes.includes(size) ? undefined : `the classes of db.${family} are ${sizes.join(', ')}`;
  }
  if (generation < (ownValue(nextGeneration, kind) ?? 0))
    return 'RDS does not run PostgreSQL 16 on this family';
  return memoryOf(name) === undefined ? 'no class has this size' : undefined;
}

/**
 * Memory of an instance class in bytes, such as `db.t3.micro`; undefined for a class of another form. RDS takes off
 * what its own processes need, which is not documented, so that computed values are a little smaller there.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export function memoryOf(instanceClass: string | undefined): number | undefined {
  const parsed = parse(instanceClass ?? '');
  const gib = parsed === undefined ? undefined : gibOf(parsed);
  return gib === undefined ? undefined : gib * 1024 ** 3;
}

function parse(name: string): InstanceClass | undefined {
  const [, family, kind, generation, size] = /^db\.(([tmrx])(\d+)[a-z]*)\.([a-z0-9]+)$/.exec(name) ?? [];
  if (family === undefined || kind === undefined || size === undefined) return undefined;
  return { kind, family, generation: Number(generation), size };
}

function gibOf({ kind, family, size }: InstanceClass): number | undefined {
  const small = kind === 't' ? ownValue(smallBurstableGiB, size) : undefined;
  const xlarge = ownValue(xlargeGiB, family) ?? ownValue(xlargeGiB, kind);
  if (small !== undefined || xlarge === undefined) return small;
  if (size === 'large') return xlarge / 2;
  const [, times] = /^([1-9]\d?|)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : xlarge * Number(times || 1);
}
