import { ownValue } from '../../../json/own-value.ts';

const burstable = ['micro', 'small', 'medium'];
const xlarges = (...times: readonly number[]) => ['xlarge', ...times.map((each) => `${each}xlarge`)];
const families = (names: readonly string[], sizes: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, sizes]));

/**
 * The sizes of the families of which ElastiCache makes nodes of Redis 7.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
const sizesByFamily: Readonly<Record<string, readonly string[]>> = {
  ...families(['t2', 't3', 't4g'], burstable),
  m4: ['large', ...xlarges(2, 4, 10)],
  ...families(['m5', 'r5'], ['large', ...xlarges(2, 4, 12, 24)]),
  ...families(['m6g', 'm7g', 'r6g', 'r7g', 'c7gn'], ['large', ...xlarges(2, 4, 8, 12, 16)]),
  r4: ['large', ...xlarges(2, 4, 8, 16)],
  r6gd: xlarges(2, 4, 8, 16),
};

/** The first generation of each kind of which new families may come that are not in the list above. */
const nextGeneration: Readonly<Record<string, number>> = { t: 5, m: 8, r: 8, c: 8 };

/** Bytes of the sizes that a test can fill, of the families that AWS lists with the same numbers. */
const bytesBySize: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t: { micro: 536_870_912, small: 1_471_026_299, medium: 3_317_862_236 },
  m: { large: 6_854_542_746 },
  r: { large: 14_037_181_030 },
};

/** Why ElastiCache has no such type of node; undefined if it has it, or if a newer family may have it. */
export function whyNoNodeType(name: string): string | undefined {
  const [, family = '', kind = '', generation, size = ''] = parse(name);
  if (family === '') return 'expected a type such as cache.t4g.micro, of a family t, m, r or c';
  const sizes = ownValue(sizesByFamily, family);
  if (sizes !== undefined) {
    return sizes.includes(size) ? undefined : `the types of cache.${family} are ${sizes.join(', ')}`;
  }
  if (Number(generation) < (ownValue(nextGeneration, kind) ?? 0))
    return 'ElastiCache has no nodes of this family';
  return /^(micro|small|medium|large|([1-9]\d?)?xlarge)$/.test(size) ? undefined : 'no type has this size';
}

/**
 * The memory of a node type before anything is reserved, in bytes; undefined if it is not known, so that Redis has
 * no limit.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis.NodeSpecific
 */
export function memoryOfNode(nodeType: string | undefined): number | undefined {
  const [, family = '', kind = '', , size = ''] = parse(nodeType ?? '');
  // Of the older families AWS lists other numbers.
  if (['t2', 'm4', 'r4'].includes(family)) return undefined;
  return ownValue(ownValue(bytesBySize, kind), size);
}

function parse(name: string): readonly (string | undefined)[] {
  return /^cache\.(([tmrc])(\d+)[a-z]*)\.([a-z0-9]+)$/.exec(name) ?? [];
}
