/**
 * An image's name in its parts; `latest` where it names no tag. Of a name with a digest it is the digest that
 * counts, as for the engine: it is given in the tag's place.
 */
export function splitImageName(name: string): { readonly repository: string; readonly tag: string } {
  const [named = '', digest] = name.split('@');
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  return {
    repository: hasTag ? named.slice(0, colon) : named,
    tag: digest ?? (hasTag ? named.slice(colon + 1) : 'latest'),
  };
}

/** The registry that an image's name leads to: `docker.io` where the first part is not a host. */
export function registryOf(name: string): string {
  const first = name.split('/')[0] ?? '';
  const isHost = name.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'docker.io';
}
