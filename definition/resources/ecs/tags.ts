import { z } from 'zod';
import { uniqueList } from '../../properties/unique-list.ts';

const tag = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(128)
    .regex(/^(?!aws:)/i, 'a key that begins with aws: is kept for AWS'),
  value: z.string().max(256).default(''),
});

/** A list of tags, as a record; none when absent. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
export const tags = uniqueList(tag, 'key')
  .max(50)
  .default([])
  .transform(
    (list): Readonly<Record<string, string>> =>
      Object.fromEntries(list.map(({ key, value }) => [key, value])),
  );
