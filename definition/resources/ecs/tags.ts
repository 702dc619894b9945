import { z } from 'zod';
import { uniqueList } from '../../properties/unique-list.ts';
import { tagKey } from './tag-key.ts';

const tag = z.strictObject({ key: tagKey, value: z.string().max(256).default('') });

/** A list of tags, as a record; none when absent. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
export const tags = uniqueList(tag, 'key')
  .max(50)
  .default([])
  .transform(
    (list): Readonly<Record<string, string>> =>
      Object.fromEntries(list.map(({ key, value }) => [key, value])),
  );
