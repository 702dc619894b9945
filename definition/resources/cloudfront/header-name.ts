import { text } from '../../properties/scalars.ts';
import { withoutValues } from '../../properties/standing.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110.html#name-tokens */
export function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

/** The name of a header, other than those that a pattern reserves, and those that `whyNotPlayed` gives a reason for. */
export function headerNameExcept(
  reserved: RegExp,
  why: string,
  whyNotPlayed: (name: string) => string | undefined = () => undefined,
) {
  const name = text.refine((value) => isHeaderName(value) && !reserved.test(value), why);
  return withoutValues(name, (value) => (isOdd(value) ? oddName : whyNotPlayed(value)));
}

const oddName = 'nginx supports only letters, digits, hyphens and underscores in header names';

function isOdd(name: string): boolean {
  return isHeaderName(name) && !/^[\w-]+$/.test(name);
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers */
export const headerValue = text.refine((value) => value.length <= 1783, 'expected at most 1783 characters');

/** Whether two names of headers or hosts are the same, which take no notice of case. */
export function haveDuplicates(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size !== names.length;
}
