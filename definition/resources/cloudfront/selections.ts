import { z } from 'zod';
import type { Selection } from '../../model/cloudfront.ts';
import { text } from '../../properties/scalars.ts';
import { approximated } from '../../properties/standing.ts';

const behaviors = z.enum(['none', 'whitelist', 'allExcept', 'all']);

/** A list belongs to a behavior that names things, and to no other. */
export function fits(behavior: string, names: readonly string[] | undefined): boolean {
  const isList = ['whitelist', 'allExcept', 'allViewerAndWhitelistCloudFront'].includes(behavior);
  return isList === (names?.length ?? 0) > 0;
}

export const listRule =
  'a list of names is required by the behaviors that use one, and not allowed with any other';
const names = z.array(text).max(100).optional();

/** What of listed headers differs. */
export const headersApproximation =
  'CloudFront’s location headers place every viewer in Seattle, and device headers are derived from words in `User-Agent`; headers with underscores in their names are dropped.';
const cookiesApproximation =
  'Of the cookies that a list selects, only the first 24 of a request are forwarded.';
const queryStringsApproximation =
  'Of the query parameters that a list selects, only the first 24 of a request are forwarded.';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyCookiesConfig.html */
export const cookiesConfig = approximated(
  z
    .strictObject({ CookieBehavior: behaviors, Cookies: names })
    .refine(({ CookieBehavior, Cookies }) => fits(CookieBehavior, Cookies), {
      error: listRule,
      path: ['CookieBehavior'],
    })
    .transform(({ CookieBehavior, Cookies }) => toSelection(CookieBehavior, Cookies)),
  cookiesApproximation,
);

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyQueryStringsConfig.html */
export const queryStringsConfig = approximated(
  z
    .strictObject({ QueryStringBehavior: behaviors, QueryStrings: names })
    .refine(({ QueryStringBehavior, QueryStrings }) => fits(QueryStringBehavior, QueryStrings), {
      error: listRule,
      path: ['QueryStringBehavior'],
    })
    .transform(({ QueryStringBehavior, QueryStrings }) => toSelection(QueryStringBehavior, QueryStrings)),
  queryStringsApproximation,
);

/** `none`, `all`, the names that are listed, or all but them. */
function toSelection(behavior: z.output<typeof behaviors>, listed: readonly string[] = []): Selection {
  if (behavior === 'whitelist') return listed;
  return behavior === 'allExcept' ? { except: listed } : behavior;
}
