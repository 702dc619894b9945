import { z } from 'zod';
import type { CorsRule } from '../../model/bucket.ts';
import { present } from '../../properties/present.ts';
import { number, text, texts } from '../../properties/scalars.ts';

const oneWildcard = text.refine((value) => value.split('*').length <= 2, 'it can contain at most one *');

/**
 * A CORS rule as S3 takes it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export const corsRule = z
  .strictObject({
    Id: text.refine((id) => id.length <= 255, 'an ID has at most 255 characters').optional(),
    AllowedHeaders: z.array(oneWildcard).optional(),
    AllowedMethods: z.array(z.enum(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'])).min(1),
    AllowedOrigins: z.array(oneWildcard).min(1),
    ExposedHeaders: texts.optional(),
    MaxAge: number.optional(),
  })
  .transform(
    (rule): CorsRule =>
      present({
        id: rule.Id,
        allowedHeaders: rule.AllowedHeaders,
        allowedMethods: rule.AllowedMethods,
        allowedOrigins: rule.AllowedOrigins,
        exposedHeaders: rule.ExposedHeaders,
        maxAgeSeconds: rule.MaxAge,
      }),
  );
