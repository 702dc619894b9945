import { z } from 'zod';
import { invalid } from '../errors.ts';

export const tags = z.record(z.string(), z.string());

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export function requireTags(given: Readonly<Record<string, string>>): void {
  const keys = Object.keys(given);
  if (keys.length === 0) throw invalid('Tags cannot be empty');
  const wrong = Object.entries(given).find(([key]) => key.length < 1 || key.length > 128);
  if (wrong !== undefined) throw invalid(wrongKey(wrong));
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw invalid('Caller is an end user and not allowed to mutate system tags');
  }
}

function wrongKey([key, value]: readonly [string, string]): string {
  return `1 validation error detected: Value '{${key}=${value}}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]`;
}
