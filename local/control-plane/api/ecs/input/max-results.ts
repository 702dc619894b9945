import { z } from 'zod';

/** `maxResults` of a list, from 1 to 100; `fallback` is the operation's own default. */
export const maxResults = (fallback: number) => z.int().min(1).max(100).default(fallback);
