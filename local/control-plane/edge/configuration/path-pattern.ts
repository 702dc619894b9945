import { wildcardExpression } from '../../model/wildcard.ts';

/**
 * The regular expression of a path pattern: case-sensitive, the leading slash optional.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function pathExpression(pattern: string): string {
  const isRooted = pattern.startsWith('/') || pattern.startsWith('*');
  return `^${wildcardExpression(isRooted ? pattern : `/${pattern}`)}$`;
}

/** True when a request for `path` belongs to the behavior with this pattern. */
export function matchesPath(pattern: string, path: string): boolean {
  return new RegExp(pathExpression(pattern), 's').test(path);
}
