import type { Listener } from './load-balancing.ts';

/** Logical ids of the target groups that a listener and its rules forward to. */
export function forwardedGroups({ defaultActions, rules }: Listener): readonly string[] {
  return [...defaultActions, ...rules.flatMap(({ actions }) => actions)].flatMap((action) =>
    action.type === 'forward' ? action.targetGroups.map(({ targetGroup }) => targetGroup) : [],
  );
}
