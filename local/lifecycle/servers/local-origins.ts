import type { Bucket } from '../../../definition/model/bucket.ts';
import type { Distribution } from '../../../definition/model/cloudfront.ts';
import type { Workload } from '../../../definition/workload.ts';

/** The names that pages of a distribution have. */
type Named = Pick<Distribution, 'domainName' | 'aliases'>;

/**
 * A bucket whose CORS rules name the origins that pages of its distributions have here: a browser's origin has the port at
 * which the edge is published.
 */
export function withLocalOrigins(bucket: Bucket, distributions: readonly Named[], httpsPort: number): Bucket {
  if (httpsPort === 443) return bucket;
  const names = distributions.flatMap(({ domainName, aliases }) => [domainName, ...aliases]);
  const origins = new Map(names.map((name) => [`https://${name}`, `https://${name}:${httpsPort}`]));
  const corsRules = bucket.corsRules.map((rule) => ({
    ...rule,
    allowedOrigins: rule.allowedOrigins.map((origin) => origins.get(origin) ?? origin),
  }));
  return { ...bucket, corsRules };
}

/**
 * The origins that may read answers of a server which knows no rules of single buckets: those of all buckets. Where no
 * bucket has a rule, an origin that no page can have.
 */
export function allowedOrigins(
  { buckets, distributions }: Pick<Workload, 'buckets'> & { readonly distributions: readonly Named[] },
  httpsPort: number,
): readonly string[] {
  const rules = buckets.flatMap((bucket) => withLocalOrigins(bucket, distributions, httpsPort).corsRules);
  const origins = [...new Set(rules.flatMap((rule) => rule.allowedOrigins))];
  return origins.length === 0 ? ['https://cors.invalid'] : origins;
}
