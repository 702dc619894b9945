import { z } from 'zod';
import type { CORSConfiguration } from '../../aws/s3-types.ts';
import { number, texts } from '../../definition/properties/scalars.ts';

const templateRuleSchema = z.strictObject({
  Id: z.string().optional(),
  AllowedHeaders: texts.optional(),
  AllowedMethods: texts,
  AllowedOrigins: texts,
  ExposedHeaders: texts.optional(),
  MaxAge: number.optional(),
});

/**
 * The template's CORS rules as S3's API takes them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export function corsConfiguration(rules: readonly Readonly<Record<string, unknown>>[]): CORSConfiguration {
  return {
    CORSRules: rules.map((rule) => {
      const { Id, ExposedHeaders, MaxAge, ...same } = templateRuleSchema.parse(rule);
      return { ID: Id, ...same, ExposeHeaders: ExposedHeaders, MaxAgeSeconds: MaxAge };
    }),
  };
}
