import { z } from 'zod';

/** A list of tags, as a record; none when absent. */
export const tagsInput = z
  .array(z.object({ key: z.string().min(1).max(128), value: z.string().max(256).default('') }))
  .max(50)
  .default([])
  .transform(
    (tags): Readonly<Record<string, string>> =>
      Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  );
