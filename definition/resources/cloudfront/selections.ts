import { z } from 'zod';
import type { Selection } from '../../model/cloudfront.ts';
import { text } from '../../properties/scalars.ts';

const behaviors = z.enum(['none', 'whitelist', 'allExcept', 'all']);

/** A list belongs to a behavior that names things, and to no other. */
export function fits(behavior: string, names: readonly string[] | undefined): boolean {
  const isList = ['whitelist', 'allExcept', 'allViewerAndWhitelistCloudFront'].includes(behavior);
  return isList === (names?.length ?? 0) > 0;
}

export const listRule = 'a list of names is for the behaviors that name some, and they need one';
export const names = z.array(text).max(100).optional();

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyCookiesConfig.html */
export const cookiesConfig = z
  .strictObject({ CookieBehavior: behaviors, Cookies: names })
  .refine(({ CookieBehavior, Cookies }) => fits(CookieBehavior, Cookies), {
    error: listRule,
    path: ['CookieBehavior'],
  })
  .transform(({ CookieBehavior, Cookies }) => toSelection(CookieBehavior, Cookies));

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyQueryStringsConfig.html */
export const queryStringsConfig = z
  .strictObject({ QueryStringBehavior: behaviors, QueryStrings: names })
  .refine(({ QueryStringBehavior, QueryStrings }) => fits(QueryStringBehavior, QueryStrings), {
    error: listRule,
    path: ['QueryStringBehavior'],
  })
  .transform(({ QueryStringBehavior, QueryStrings }) => toSelection(QueryStringBehavior, QueryStrings));

/** `none`, `all`, the names that are listed, or all but them. */
function toSelection(behavior: z.output<typeof behaviors>, listed: readonly string[] = []): Selection {
  if (behavior === 'whitelist') return listed;
  return behavior === 'allExcept' ? { except: listed } : behavior;
}
