import { expect, test } from 'vitest';
import { corpusWorkload } from '../../../definition/testing/corpus-workload.ts';
import { exampleBucket, exampleSecret } from '../../../definition/testing/examples.ts';
import { type MadeResources, remember } from './made-resources.ts';
import { planRemoval } from './plan-removal.ts';

const nothing: MadeResources = { buckets: [], secrets: [] };
const retained = { whenDeleted: 'retain', whenReplaced: 'retain' } as const;
const empty = { buckets: [], secrets: [] };

/** What is remembered of a definition whose buckets were all made by it. */
function madeBy(definition: Parameters<typeof remember>[1], before = nothing): MadeResources {
  return remember(before, definition, new Set(definition.buckets.map(({ name }) => name)));
}

test('a bucket that a definition created is deleted once it is removed from it, if its last definition said so', () => {
  const made = madeBy({ buckets: [exampleBucket({ autoDeleteObjects: true })], secrets: [] });
  expect(planRemoval(made, empty)).toEqual({
    deletedBuckets: [{ logicalId: 'Assets', name: 'assets', whenDeleted: 'delete', autoDeleteObjects: true }],
    deletedSecrets: [],
    remembered: nothing,
  });
});

test('a bucket that is to be retained stays, and is forgotten', () => {
  const made = madeBy({ buckets: [exampleBucket({ removal: retained })], secrets: [] });
  expect(planRemoval(made, empty)).toEqual({ deletedBuckets: [], deletedSecrets: [], remembered: nothing });
});

test('the last definition that had a bucket says what becomes of it', () => {
  const first = madeBy({ buckets: [exampleBucket({ removal: retained })], secrets: [] });
  const second = remember(first, { buckets: [exampleBucket()], secrets: [] }, new Set());
  expect(planRemoval(second, empty).deletedBuckets).toHaveLength(1);
});

test('a bucket that was there before a definition had it is never deleted', () => {
  const found = remember(nothing, { buckets: [exampleBucket()], secrets: [] }, new Set());
  expect(planRemoval(found, empty).deletedBuckets).toEqual([]);
});

test('a bucket that the definition has is kept and remembered, under whichever logical id', () => {
  const made = madeBy({ buckets: [exampleBucket()], secrets: [] });
  const plan = planRemoval(made, { buckets: [exampleBucket({ logicalId: 'Moved' })], secrets: [] });
  expect([plan.deletedBuckets, plan.remembered]).toEqual([[], made]);
});

test('the replacement policy of a renamed bucket decides what becomes of the old one', () => {
  const made = madeBy({ buckets: [exampleBucket()], secrets: [] });
  const renamed = (removal: typeof retained) =>
    planRemoval(made, { buckets: [exampleBucket({ name: 'new', removal })], secrets: [] }).deletedBuckets;
  expect(renamed(retained)).toEqual([]);
  const deleted = { buckets: [exampleBucket({ name: 'new' })], secrets: [] };
  expect(planRemoval(made, deleted).deletedBuckets).toHaveLength(1);
});

test('the value of a generated secret is deleted with it, and that of the template was never kept', () => {
  const generate = corpusWorkload.secrets[0]?.generate;
  const secrets = [
    exampleSecret({ ...(generate && { generate }), name: 'made' }),
    exampleSecret({ value: 'x', name: 'given' }),
  ];
  const made = remember(nothing, { buckets: [], secrets }, new Set());
  expect(planRemoval(made, empty).deletedSecrets.map(({ name }) => name)).toEqual(['made']);
});
