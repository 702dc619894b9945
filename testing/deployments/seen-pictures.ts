import { createHash } from 'node:crypto';
import type { EdgeAnswer } from '../edge-client.ts';

/** The pictures that visitors were given by the edge. */
export interface SeenPictures {
  /** How many copies the edge should have by now: one of each picture for each of the encodings that visitors take. */
  copies(): number;
  /** Asks for a picture, and gives the answer with what is wrong with it, besides its status. */
  ask(
    path: string,
    encodings: readonly string[],
    get: () => Promise<EdgeAnswer>,
  ): Promise<{ readonly answer: EdgeAnswer; readonly faults: readonly string[] }>;
}

/** Within this time after its first answer, a copy may still be written. */
const writtenWithinMs = 1000;

/** All visitors get the same bytes of a picture, and all but the first ones from the edge's cache. */
export function seenPictures(now: () => number): SeenPictures {
  const digests = new Map<string, string>();
  const firstAnswers = new Map<string, number>();
  return {
    copies: () => firstAnswers.size,
    ask: async (path, encodings, get) => {
      const copy = `${encodings} ${path}`;
      const isKept = now() - (firstAnswers.get(copy) ?? Number.POSITIVE_INFINITY) > writtenWithinMs;
      const answer = await get();
      if (answer.status !== 200) return { answer, faults: [] };
      if (!firstAnswers.has(copy)) firstAnswers.set(copy, now());
      const digest = createHash('sha256').update(answer.body).digest('hex');
      const first = digests.get(path) ?? digest;
      digests.set(path, first);
      const cache = answer.headers['x-cache'] ?? '';
      const isAsFirst = digest === first;
      const isFromCache = !isKept || cache === 'Hit from cloudfront';
      const faults = [...(isAsFirst ? [] : ['other bytes than before']), ...(isFromCache ? [] : [cache])];
      return { answer, faults };
    },
  };
}
