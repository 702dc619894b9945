import { expect, test } from 'vitest';
import { storeTemplate } from '../../../../stack/testing/synthesize.ts';
import type { StoredImage } from '../stored-image.ts';
import { expiredImages } from './expired-images.ts';
import { lifecycleRules } from './lifecycle-policy.ts';

const dayMs = 86_400_000;

/** An image that was pushed so many days ago; its name is its digest. */
function image(digest: string, daysAgo: number, tags: readonly string[], manifest = '{}'): StoredImage {
  return { digest, manifest, mediaType: 'image', tags, pushedAt: (100 - daysAgo) * dayMs };
}

const rule = (rulePriority: number, selection: object) => ({
  rulePriority,
  selection,
  action: { type: 'expire' },
});
const newest = (countNumber: number) => ({ countType: 'imageCountMoreThan', countNumber });

function expired(images: readonly StoredImage[], ...rules: readonly object[]): readonly string[] {
  return [...expiredImages(images, lifecycleRules(JSON.stringify({ rules })), 100 * dayMs)];
}

test('the newest images stay, by the time of their push', () => {
  const images = [image('old', 3, ['a']), image('new', 1, ['b']), image('middle', 2, [])];
  expect(expired(images, rule(1, { tagStatus: 'any', ...newest(2) }))).toEqual(['old']);
});

test('images without a tag expire by their age', () => {
  const days = { countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 };
  const images = [image('old', 2, []), image('tagged', 2, ['a']), image('new', 0.5, [])];
  expect(expired(images, rule(1, { tagStatus: 'untagged', ...days }))).toEqual(['old']);
});

test('every prefix or pattern of a rule has to match one of the tags', () => {
  const images = [image('both', 1, ['live-1', 'v1']), image('one', 1, ['live-2'])];
  const none = { tagStatus: 'tagged', countType: 'sinceImagePushed', countUnit: 'hours' };
  expect(expired(images, rule(1, { ...none, countNumber: 1 }))).toEqual([]);
  const oldest = { tagStatus: 'tagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 };
  const old = images.map((each) => ({ ...each, pushedAt: 0 }));
  expect(expired(old, rule(1, { ...oldest, tagPrefixList: ['live-', 'v'] }))).toEqual(['both']);
  expect(expired(old, rule(1, { ...oldest, tagPatternList: ['l*e-*'] }))).toEqual(['both', 'one']);
  expect(expired(old, rule(1, { ...oldest, tagPatternList: ['v.'] }))).toEqual([]);
});

test('an image that an earlier rule selects is not expired by a later one, which counts it all the same', () => {
  const images = [image('live', 9, ['live-1']), image('a', 1, ['a']), image('b', 2, ['b'])];
  const rules = [
    rule(1, { tagStatus: 'tagged', tagPrefixList: ['live-'], ...newest(5) }),
    rule(2, { tagStatus: 'any', ...newest(1) }),
  ];
  expect(expired(images, ...rules)).toEqual(['b']);
  expect(expired(images, ...rules.toReversed())).toEqual(['b']);
});

test('an image that an index names stays as long as the index', () => {
  const index = JSON.stringify({ manifests: [{ digest: 'platform', size: 1 }] });
  const images = [image('platform', 5, []), image('index', 4, ['a'], index), image('alone', 5, [])];
  expect(expired(images, rule(1, { tagStatus: 'untagged', ...newest(1) }))).toEqual(['alone']);
  expect(expired(images, rule(1, { tagStatus: 'any', ...newest(1) })).toSorted()).toEqual(['alone']);
});

test('nothing expires by a policy that is none', () => {
  expect(expired([image('a', 9, [])], { rulePriority: 1 })).toEqual([]);
  expect(lifecycleRules('no JSON')).toEqual([]);
});

test('by the policy of the store, ten deployed images stay through any number of pushes', () => {
  const [repository] = Object.values(
    storeTemplate({ environment: 'production' }).findResources('AWS::ECR::Repository'),
  );
  const rules = lifecycleRules(repository?.Properties.LifecyclePolicy.LifecyclePolicyText ?? '');
  expect(rules).toHaveLength(3);
  const pushed = Array.from({ length: 30 }, (_, index) =>
    image(`${index}`, 30 - index, index < 12 ? [`live-${index}`] : [`${index}`]),
  );
  const gone = expiredImages(pushed, rules, 100 * dayMs);
  expect(pushed.filter(({ digest }) => !gone.has(digest)).map(({ digest }) => Number(digest))).toEqual([
    ...Array.from({ length: 10 }, (_, index) => index + 2),
    ...Array.from({ length: 10 }, (_, index) => index + 20),
  ]);
});
