/** A path of an invalidation: of one object with its query string, or of all that begin so. */
export interface InvalidationPath {
  readonly path: string;
  readonly isPrefix: boolean;
}

const longestPath = 4000;

/**
 * Reads a path as CloudFront does: it begins with a slash, and a wildcard can only be its last character. Undefined for
 * any other.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function parseInvalidationPath(text: string): InvalidationPath | undefined {
  if (!/^\/[^*\s]*\*?$/.test(text) || text.length > longestPath) return undefined;
  const isPrefix = text.endsWith('*');
  return { path: isPrefix ? text.slice(0, -1) : text, isPrefix };
}

/** What a distribution's cache is asked to forget. */
export interface Invalidated {
  /** Place of the distribution among those of the definition. */
  readonly distribution: number;
  readonly paths: readonly InvalidationPath[];
  /** The object that a request for `/` is answered with. */
  readonly defaultRootObject?: string;
}

/**
 * Whether an object of nginx's cache is named by a path, by the key that it is kept under: the behavior, the path with
 * the query string, and what else tells variants apart, each after a space. All variants of an object go together.
 */
export function isInvalidated(key: string, { distribution, paths, defaultRootObject }: Invalidated): boolean {
  const [behavior = '', url = ''] = key.split(' ', 2);
  if (!behavior.startsWith(`edge_${distribution}_`)) return false;
  const root = defaultRootObject === undefined ? undefined : `/${defaultRootObject}`;
  return paths.some(({ path, isPrefix }) => {
    if (isPrefix) return url.startsWith(path);
    return url === path || (path === '/' && url === root);
  });
}
