/** Bytes of the sizes that a test can fill; `m` and `r` differ by what each vCPU has. */
const byBurstableSize: Readonly<Record<string, number>> = {
  micro: 536_870_912,
  small: 1_471_026_299,
  medium: 3_317_862_236,
};
const byLarge: Readonly<Record<string, number>> = { m: 6_854_542_746, r: 14_037_181_030 };

/**
 * The memory of a node type before anything is reserved, in bytes; undefined where it is not known, so that Redis has
 * no limit.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis.NodeSpecific
 */
export function memoryOfNode(nodeType: string | undefined): number | undefined {
  const [, letter = '', size = ''] = /^cache\.([tmr])\d[a-z]*\.([a-z]+)$/.exec(nodeType ?? '') ?? [];
  if (letter === 't') return byBurstableSize[size];
  return size === 'large' ? byLarge[letter] : undefined;
}
