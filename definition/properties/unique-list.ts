import { z } from 'zod';

/**
 * A list of objects of which no two have the same value of a member, or of several members taken together; the error
 * is at the first of these members.
 */
export function uniqueList<Item extends z.ZodType<object>>(
  item: Item,
  ...members: readonly [keyof z.output<Item> & string, ...(keyof z.output<Item> & string)[]]
) {
  return z.array(item).superRefine((items, context) => {
    const taken = new Set<string>();
    for (const [index, each] of items.entries()) {
      const key = JSON.stringify(members.map((member) => Reflect.get(each, member)));
      if (taken.has(key)) {
        context.addIssue({
          code: 'custom',
          path: [index, members[0]],
          message: 'another one already has it',
        });
      }
      taken.add(key);
    }
  });
}
