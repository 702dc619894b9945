/** What a request of a container engine is about. */
export type RegistryPath =
  | { readonly kind: 'base' }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly repository: string }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'other' };

/** @see https://distribution.github.io/distribution/spec/api/ */
export function registryPath(url: string): RegistryPath {
  const path = url.split('?', 1).join('');
  if (path === '/v2' || path === '/v2/') return { kind: 'base' };
  const named = /^\/v2\/(.+?)\/(?:manifests\/([^/]+)|(blobs)\/.+|(tags)\/list)$/.exec(path);
  if (named === null) return { kind: 'other' };
  const [, repository = '', reference, blobs] = named;
  if (reference !== undefined) return { kind: 'manifest', repository, reference };
  return { kind: blobs === undefined ? 'tags' : 'blob', repository };
}

/** Whether a request is one for the registry: engines do not sign theirs as calls of AWS are. */
export function isForRegistry(url: string, service: string | undefined): boolean {
  return service === undefined && /^\/v2(?:\/|$)/.test(url.split('?', 1).join(''));
}
