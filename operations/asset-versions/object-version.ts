/** A version of an object in a versioned bucket, or the marker that a deletion left. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** When it was written, in milliseconds since the epoch; S3 knows whole seconds. */
  readonly modifiedMs: number;
  /** Whether readers get it now, or for a marker, get nothing. */
  readonly isLatest: boolean;
  /** Undefined for a marker. */
  readonly content: { readonly etag: string; readonly bytes: number } | undefined;
}

/** The versions of one object, the newest first. Of a version and a marker of the same second, the version counts as newer. */
export function newestFirst(versions: readonly ObjectVersion[]): readonly ObjectVersion[] {
  const rank = ({ isLatest, content }: ObjectVersion) => (isLatest ? 0 : content === undefined ? 2 : 1);
  return versions.toSorted((left, right) => right.modifiedMs - left.modifiedMs || rank(left) - rank(right));
}
