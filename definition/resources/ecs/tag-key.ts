import { z } from 'zod';

/**
 * A key that a user may give. Assumed: ECS refuses its own in a request as it does any other bad value.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#tag-restrictions
 */
export const tagKey = z
  .string()
  .min(1)
  .max(128)
  .refine((key) => !key.toLowerCase().startsWith('aws:'), 'keys that begin with aws: are reserved for AWS');
