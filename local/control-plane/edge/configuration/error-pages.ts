import type { CustomErrorResponse, Distribution } from '../../../../definition/model/cloudfront.ts';
import { block } from './nginx-syntax.ts';

/** The location that has the page of an error response. */
export function errorLocation(code: number): string {
  return `/.edge-error/${code}`;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html */
export function errorPages({ customErrorResponses }: Distribution): readonly string[] {
  const pages = customErrorResponses.filter(({ responsePagePath }) => responsePagePath !== undefined);
  return pages.length === 0
    ? []
    : ['proxy_intercept_errors on;', ...pages.map((page) => errorPage(page.errorCode, page))];
}

/**
 * Error pages in front of a bucket that does not let the edge list it: S3 answers 403 for an object that is not there,
 * and the local S3 server 404.
 */
export function errorPagesOfUnlisted(distribution: Distribution): readonly string[] {
  const others = distribution.customErrorResponses.filter(({ errorCode }) => errorCode !== 404);
  const forbidden = others.find(
    ({ errorCode, responsePagePath }) => errorCode === 403 && responsePagePath !== undefined,
  );
  return [
    ...new Set([
      'proxy_intercept_errors on;',
      ...errorPages({ ...distribution, customErrorResponses: others }),
      forbidden === undefined ? `error_page 404 =403 ${forbiddenLocation};` : errorPage(404, forbidden),
    ]),
  ];
}

const forbiddenLocation = '/.edge-forbidden';

/** Answers 403 in the place of such a 404. */
export const forbidden: readonly string[] = block(`location = ${forbiddenLocation}`, [
  'internal;',
  'return 403;',
]);

function errorPage(code: number, { errorCode, responseCode }: CustomErrorResponse): string {
  return `error_page ${code} =${responseCode ?? errorCode} ${errorLocation(errorCode)};`;
}

/** Error responses for lifetimes, where a 404 of a bucket is a 403. */
export function responsesOfUnlisted(
  responses: readonly CustomErrorResponse[],
): readonly CustomErrorResponse[] {
  const others = responses.filter(({ errorCode }) => errorCode !== 404);
  return [
    ...others,
    ...others.filter(({ errorCode }) => errorCode === 403).map((each) => ({ ...each, errorCode: 404 })),
  ];
}
