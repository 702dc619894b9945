import mime from 'mime';

/** A name with a digest of the content never gets another content. */
const forGood = 'public, max-age=31536000, immutable';

/** No invalidation reaches a browser, so it may not keep for long what can change; the edge is told. */
const untilInvalidated = 'public, max-age=300, s-maxage=31536000';

/** Hexadecimal digests, as Sprockets and Propshaft append them: `store-0a1b2c3d.css`. */
const digestInName = /[-.][0-9a-f]{8,}\.[^/]*$/i;

/** Whether the name of an asset changes whenever its content does. */
export function isNamedByDigest(path: string): boolean {
  return digestInName.test(path);
}

/** How an asset is served, by its name. */
export function assetHeaders(path: string): { readonly contentType: string; readonly cacheControl: string } {
  return {
    contentType: mime.getType(path) ?? 'application/octet-stream',
    cacheControl: isNamedByDigest(path) ? forGood : untilInvalidated,
  };
}
