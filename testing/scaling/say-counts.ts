import type { CountsSince } from './watch-counts.ts';

/** `2 of 2, after 21.3 s 2 of 4, after 27.0 s 4 of 4`: the tasks that run of those that are desired. */
export function sayCounts(seen: readonly CountsSince[]): string {
  const [first] = seen;
  return seen
    .map(({ at, desired, running }) => {
      const after = (at - (first?.at ?? at)) / 1000;
      return `${after === 0 ? '' : `after ${after.toFixed(1)} s `}${running} of ${desired}`;
    })
    .join(', ');
}
