import { z } from 'zod';
import type { CorsHeaders } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { flag, text } from '../../properties/scalars.ts';
import { headerSeconds } from './seconds.ts';

const items = z.strictObject({ Items: z.array(text).min(1) });
const everyMethod = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const methods = z.strictObject({
  Items: z
    .array(z.enum([...everyMethod, 'ALL']))
    .min(1)
    .refine(
      (items) => !items.includes('ALL') || items.length === 1,
      'ALL cannot be combined with other methods',
    ),
});

/** A host with an optional scheme, a star in the place of its first label, or all. */
const origin = text.refine(
  (value) => value === '*' || /^(?:https?:\/\/)?(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?$/.test(value),
  'expected *, or an origin such as https://www.example.com or https://*.example.com',
);

const anything = [
  'AccessControlAllowHeaders',
  'AccessControlAllowOrigins',
  'AccessControlExposeHeaders',
] as const;

/**
 * CloudFront rejects a star if credentials are allowed. Observed for allowed headers; assumed for exposed
 * headers and for origins, where a star in place of a subdomain is still accepted.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyCorsConfig.html
 */
export const corsSchema = z
  .strictObject({
    AccessControlAllowCredentials: flag,
    AccessControlAllowHeaders: items,
    AccessControlAllowMethods: methods,
    AccessControlAllowOrigins: z.strictObject({ Items: z.array(origin).min(1) }),
    AccessControlExposeHeaders: items.optional(),
    AccessControlMaxAgeSec: headerSeconds.optional(),
    OriginOverride: flag,
  })
  .superRefine((config, context) => {
    if (!config.AccessControlAllowCredentials) return;
    for (const name of anything)
      if (hasStar(name, config[name]?.Items ?? []))
        context.addIssue({ code: 'custom', message: starRule, path: [name, 'Items'] });
  });

const starRule = 'it must not contain * if AccessControlAllowCredentials is true: browsers would reject it';

function hasStar(name: string, values: readonly string[]): boolean {
  return values.some((value) => (name === 'AccessControlAllowOrigins' ? value === '*' : value.includes('*')));
}

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
