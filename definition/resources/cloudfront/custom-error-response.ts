import { z } from 'zod';
import type { CustomErrorResponse } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { number, text } from '../../properties/scalars.ts';
import { approximated } from '../../properties/standing.ts';
import { seconds } from './seconds.ts';

const errorCodes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

function oneOf(codes: readonly number[]) {
  return number.refine((code) => codes.includes(code), `expected one of ${codes.join(', ')}`);
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html */
const errorResponse = z
  .strictObject({
    ErrorCode: oneOf(errorCodes),
    ResponseCode: oneOf([200, ...errorCodes]).optional(),
    ResponsePagePath: text
      .refine((path) => /^\/[\x21-\x7e]*$/.test(path), 'it must begin with a slash and have no spaces')
      .optional(),
    ErrorCachingMinTTL: approximated(
      seconds.optional(),
      'Where a cache policy caches nothing, errors are not cached either. CloudFront keeps them, also where this is not set.',
    ),
  })
  .refine(
    ({ ResponseCode, ResponsePagePath }) => (ResponseCode === undefined) === (ResponsePagePath === undefined),
    { error: 'ResponseCode and ResponsePagePath must be set together', path: ['ResponsePagePath'] },
  );

export const errorResponses = z
  .array(errorResponse)
  .refine(
    (responses) => new Set(responses.map(({ ErrorCode }) => ErrorCode)).size === responses.length,
    'an error code can have only one response',
  )
  .default([]);

export function toErrorResponse(properties: z.output<typeof errorResponse>): CustomErrorResponse {
  return present({
    errorCode: properties.ErrorCode,
    responseCode: properties.ResponseCode,
    responsePagePath: properties.ResponsePagePath,
    errorCachingMinTtlSeconds: properties.ErrorCachingMinTTL,
  });
}
