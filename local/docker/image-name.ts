/** An image's name in its parts; `latest` where it names no tag. */
export function splitImageName(name: string): { readonly repository: string; readonly tag: string } {
  const colon = name.lastIndexOf(':');
  if (colon <= name.lastIndexOf('/')) return { repository: name, tag: 'latest' };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}

/** The registry that an image's name leads to: `docker.io` where the first part is not a host. */
export function registryOf(name: string): string {
  const first = name.split('/')[0] ?? '';
  const isHost = name.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'docker.io';
}
