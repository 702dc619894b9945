import { z } from 'zod';
import { present } from '../../../../definition/properties/present.ts';
import { parseJson } from '../../../../json/parse-json.ts';

/** The agent takes the names of members in any case, a null for an absent one, and no member that it does not know. */
const members = z
  .strictObject({ protectionenabled: z.boolean().nullish(), expiresinminutes: z.int().nullish() })
  .transform(({ protectionenabled, expiresinminutes }) =>
    present({
      protectionEnabled: protectionenabled ?? undefined,
      expiresInMinutes: expiresinminutes ?? undefined,
    }),
  );

/** The body of a `PUT`; undefined if the agent could not read it. */
export function decodeChange(body: string): z.output<typeof members> | undefined {
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null) return undefined;
  const lowered = Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]);
  return members.safeParse(Array.isArray(value) ? value : Object.fromEntries(lowered)).data;
}
