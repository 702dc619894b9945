import { z } from 'zod';
import { text } from '../../properties/scalars.ts';
import { withoutValues } from '../../properties/standing.ts';
import { cloudFrontHeaders, cloudFrontHeadersMade } from './cloudfront-headers.ts';
import { isHeaderName } from './header-name.ts';

/**
 * Headers that CloudFront keeps to itself or to a connection, so that no policy forwards them by name.
 * Assumed of origin request policies; the table is about caching by headers.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
const neverListed =
  /^(?:cache-control|connection|content-length|cookie|max-forwards|pragma|proxy-.*|request-range|te|trailer|transfer-encoding|upgrade|x-amz-cf-.*|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

/** Names of headers that a cache policy or an origin request policy lists, in lower case. */
export const policyHeaders = z
  .array(
    withoutValues(
      text.refine(isHeaderName, 'not the name of a header').transform((name) => name.toLowerCase()),
      (name) => whyNotPlayed(name.toLowerCase()),
    ),
  )
  .max(100)
  .optional();

function whyNotPlayed(name: string): string | undefined {
  if (isHeaderName(name) && /[^a-z\d-]/.test(name))
    return 'the edge drops headers whose names contain characters other than letters, digits and hyphens';
  return cloudFrontHeaders.includes(name) && !cloudFrontHeadersMade.includes(name)
    ? 'the edge does not compute TLS or header fingerprints, and does not request client certificates'
    : undefined;
}

/** Adds an issue for each header that CloudFront does not let a policy forward by name. */
export function rejectHeaders(
  headers: readonly string[] | undefined,
  others: ReadonlyMap<string, string>,
  context: z.RefinementCtx,
): void {
  for (const [index, name] of (headers ?? []).entries()) {
    const message = others.get(name) ?? whyNotListed(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message, path: ['Headers', index] });
  }
}

function whyNotListed(name: string): string | undefined {
  if (neverListed.test(name)) return 'CloudFront does not allow policies to forward this header';
  return name.startsWith('cloudfront-') && !cloudFrontHeaders.includes(name)
    ? 'CloudFront has no header of this name'
    : undefined;
}
