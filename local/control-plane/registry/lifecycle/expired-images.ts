import { namedByIndexes } from '../manifest.ts';
import type { StoredImage } from '../stored-image.ts';
import { matchesWildcard } from '../wildcard.ts';
import type { LifecycleRule } from './lifecycle-policy.ts';

const dayMs = 86_400_000;

/**
 * The digests of the images that expire. Each rule looks at all images that it selects; one that a rule with a smaller
 * priority selects is that rule's, and not expired by a later one. What an index names stays as long as the index.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function expiredImages(
  images: readonly StoredImage[],
  rules: readonly LifecycleRule[],
  now: number,
): ReadonlySet<string> {
  const expired = new Set<string>();
  const named = namedByIndexes(images);
  for (const [index, rule] of rules.entries()) {
    const earlier = rules.slice(0, index);
    for (const image of pastLimit(images, rule, now)) {
      if (earlier.some((each) => selects(each, image)) || named.has(image.digest)) continue;
      expired.add(image.digest);
    }
  }
  return expired;
}

function pastLimit(images: readonly StoredImage[], rule: LifecycleRule, now: number): readonly StoredImage[] {
  const selected = images.filter((image) => selects(rule, image));
  const { selection } = rule;
  if (selection.countType === 'sinceImagePushed') {
    return selected.filter(({ pushedAt }) => now - pushedAt > selection.countNumber * dayMs);
  }
  return selected.toSorted((a, b) => b.pushedAt - a.pushedAt).slice(selection.countNumber);
}

/** Every prefix or pattern of a rule must be matched by one of the tags. */
function selects({ selection }: LifecycleRule, { tags }: StoredImage): boolean {
  const { tagStatus, tagPrefixList = [], tagPatternList = [] } = selection;
  if (tagStatus === 'any') return true;
  if (tagStatus === 'untagged') return tags.length === 0;
  return (
    tags.length > 0 &&
    tagPrefixList.every((prefix) => tags.some((tag) => tag.startsWith(prefix))) &&
    tagPatternList.every((pattern) => tags.some((tag) => matchesWildcard(tag, pattern)))
  );
}
