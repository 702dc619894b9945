import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';

const days = { countType: z.literal('sinceImagePushed'), countUnit: z.literal('days') };
const count = { countNumber: z.int().positive() };

/** Which images a rule is about, and which of them expire. */
const selection = z.intersection(
  z.object({
    tagStatus: z.enum(['tagged', 'untagged', 'any']),
    tagPrefixList: z.array(z.string()).optional(),
    tagPatternList: z.array(z.string()).optional(),
  }),
  z.discriminatedUnion('countType', [
    z.object({ countType: z.literal('imageCountMoreThan'), ...count }),
    z.object({ ...days, ...count }),
  ]),
);

const policy = z.object({
  rules: z.array(
    z.object({
      rulePriority: z.int().positive(),
      selection,
      action: z.object({ type: z.literal('expire') }),
    }),
  ),
});

/** One rule; rules with a lower number come first. */
export type LifecycleRule = z.output<typeof policy>['rules'][number];

/**
 * The rules of a lifecycle policy in the order of their priority; none of one that ECR would not take, or that counts by
 * something that is not known locally, such as the time of the last pull.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecycleRules(text: string): readonly LifecycleRule[] {
  const { data } = policy.safeParse(parseJson(text));
  return (data?.rules ?? []).toSorted((a, b) => a.rulePriority - b.rulePriority);
}
