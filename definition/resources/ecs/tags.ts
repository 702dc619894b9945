import { z } from 'zod';
import { tagKey } from './tag-key.ts';

/** A list of tags, as a record; none when absent. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
export const tags = z
  .array(z.strictObject({ key: tagKey, value: z.string().max(256).default('') }))
  .max(50)
  .default([])
  .transform(
    (list): Readonly<Record<string, string>> =>
      Object.fromEntries(list.map(({ key, value }) => [key, value])),
  );
