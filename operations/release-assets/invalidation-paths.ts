/**
 * A wildcard counts as one path. The first thousand paths of a month are free: with this many, thirty releases are.
 * @see https://aws.amazon.com/cloudfront/pricing/
 */
export const mostInvalidationPaths = 30;

/** All assets. */
export const allAssets = '/assets/*';

/** The paths of an invalidation of objects of the bucket: each of them, or all assets where they are many. */
export function invalidationPaths(keys: readonly string[]): readonly string[] {
  const paths = keys.map((key) => `/${encoded(key)}`);
  return withinLimit(paths);
}

/** One wildcard where it is among the paths, or where they are many. */
export function withinLimit(paths: readonly string[]): readonly string[] {
  return paths.includes(allAssets) || paths.length > mostInvalidationPaths ? [allAssets] : paths;
}

/**
 * What RFC 1738 calls unsafe is encoded, and nothing else: CloudFront takes another spelling for another object. An asterisk
 * would be a wildcard.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
function encoded(key: string): string {
  return key.replaceAll(/[^\x21-\x7e]|[ <>"#%{}|\\^~[\]`*]/gu, (character) =>
    [...Buffer.from(character, 'utf8')]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}
