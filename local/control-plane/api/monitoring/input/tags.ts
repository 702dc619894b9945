import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { list, text } from './values.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Tag.html */
export const tags = list(z.object({ Key: text(1, 128), Value: text(0, 256) }));

export const mostTags = 50;

/** Tags by key: of two with one key the last one counts. Raises `AccessDenied` (403) for a key that is reserved. */
export function tagRecord(given: z.output<typeof tags>): Readonly<Record<string, string>> {
  if (given.some(({ Key }) => /^aws:/i.test(Key))) {
    const message = 'The provided tag keys must not start with any case of "aws:"';
    throw new AwsError('AccessDenied', message, 403);
  }
  return Object.fromEntries(given.map(({ Key, Value }) => [Key, Value]));
}
