import type { Bucket } from '../../../definition/model/bucket.ts';
import type { Distribution } from '../../../definition/model/cloudfront.ts';

/**
 * A bucket whose CORS rules name the origins that pages of its distributions have here: a browser's origin has the port at
 * which the edge is published.
 */
export function withLocalOrigins(
  bucket: Bucket,
  distributions: readonly Pick<Distribution, 'domainName' | 'aliases'>[],
  httpsPort: number,
): Bucket {
  if (httpsPort === 443) return bucket;
  const names = distributions.flatMap(({ domainName, aliases }) => [domainName, ...aliases]);
  const origins = new Map(names.map((name) => [`https://${name}`, `https://${name}:${httpsPort}`]));
  const corsRules = bucket.corsRules.map((rule) => ({
    ...rule,
    allowedOrigins: rule.allowedOrigins.map((origin) => origins.get(origin) ?? origin),
  }));
  return { ...bucket, corsRules };
}
