import { z } from 'zod';
import type { CorsHeaders } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { flag, text, wholeNumber } from '../../properties/scalars.ts';

const items = z.strictObject({ Items: z.array(text).min(1) });
const everyMethod = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const methods = z.strictObject({ Items: z.array(z.enum([...everyMethod, 'ALL'])).min(1) });

/** A host with an optional scheme, a star in the place of its first label, or all. */
const origin = text.refine(
  (value) => value === '*' || /^(?:https?:\/\/)?(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?$/.test(value),
  'expected *, or an origin such as https://www.example.com or https://*.example.com',
);

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyCorsConfig.html */
export const corsSchema = z.strictObject({
  AccessControlAllowCredentials: flag,
  AccessControlAllowHeaders: items,
  AccessControlAllowMethods: methods,
  AccessControlAllowOrigins: z.strictObject({ Items: z.array(origin).min(1) }),
  AccessControlExposeHeaders: items.optional(),
  AccessControlMaxAgeSec: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  OriginOverride: flag,
});

/** The headers that a CORS configuration stands for. */
export function toCorsHeaders(config: z.output<typeof corsSchema>): CorsHeaders {
  const { Items } = config.AccessControlAllowMethods;
  return present({
    allowOrigins: config.AccessControlAllowOrigins.Items,
    allowMethods: Items.includes('ALL') ? everyMethod : Items,
    allowHeaders: config.AccessControlAllowHeaders.Items,
    exposeHeaders: config.AccessControlExposeHeaders?.Items ?? [],
    allowCredentials: config.AccessControlAllowCredentials,
    maxAgeSeconds: config.AccessControlMaxAgeSec,
    override: config.OriginOverride,
  });
}
