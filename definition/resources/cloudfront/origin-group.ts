import { z } from 'zod';
import type { OriginGroup } from '../../model/cloudfront.ts';
import { number, text } from '../../properties/scalars.ts';
import { approximated, withoutValues } from '../../properties/standing.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const failoverCode = number.pipe(z.literal([400, 403, 404, 416, 429, 500, 502, 503, 504]));

/** A list in the form of the API, which says its own length. */
function counted<T extends z.ZodType>(item: T) {
  return z
    .strictObject({ Quantity: number, Items: z.array(item).default([]) })
    .refine(({ Quantity, Items }) => Quantity === Items.length, 'Quantity is not the number of Items')
    .transform(({ Items }) => Items);
}

const group = z.strictObject({
  Id: text,
  FailoverCriteria: z.strictObject({
    StatusCodes: approximated(
      counted(failoverCode),
      'An answer of the second origin is kept in the cache, but the first origin is asked each time.',
    ),
  }),
  Members: counted(z.strictObject({ OriginId: text })).refine(
    ([primary, secondary, ...others]) =>
      secondary !== undefined && others.length === 0 && primary?.OriginId !== secondary.OriginId,
    'expected two different origins',
  ),
  SelectionCriteria: withoutValues(z.literal('default'), {
    'media-quality-based': 'the edge does not compare the quality of media',
  }).optional(),
});

/** Of a distribution. */
export const originGroupsSchema = counted(group).optional();

export function toOriginGroup({ Id, FailoverCriteria, Members }: z.output<typeof group>): OriginGroup {
  const [primary, secondary] = Members;
  return {
    id: Id,
    primary: primary?.OriginId ?? '',
    secondary: secondary?.OriginId ?? '',
    statusCodes: FailoverCriteria.StatusCodes,
  };
}
