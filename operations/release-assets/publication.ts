/** A release whose assets are published: where it is written down, when, and the keys of its assets. */
export interface PublishedRelease {
  readonly release: string;
  readonly publishedAtMs: number;
  readonly keys: readonly string[];
}

/** What publishing a release changes in the bucket. */
export interface Publication {
  /** Keys of assets that are not there yet. */
  readonly missing: readonly string[];
  /** Releases whose assets are not kept any more. */
  readonly forgotten: readonly string[];
  /** Keys of assets that no kept release has. */
  readonly unused: readonly string[];
}

/** How many releases keep their assets: pages of the one before are open in browsers, and a rollback goes to an earlier one. */
export const keptReleases = 5;

/**
 * Decides what to upload and what to delete for a release. Assets are kept by releases and not by age: the newest release
 * may serve for years. Assets that no release names are deleted too, as what is left of a publication that was interrupted.
 */
export function planPublication(
  published: PublishedRelease,
  { releases, keys }: { readonly releases: readonly PublishedRelease[]; readonly keys: readonly string[] },
): Publication {
  const others = releases
    .filter(({ release }) => release !== published.release)
    .toSorted((one, other) => other.publishedAtMs - one.publishedAtMs);
  const kept = [published, ...others.slice(0, keptReleases - 1)];
  const keptKeys = new Set(kept.flatMap((release) => release.keys));
  const existing = new Set(keys);
  return {
    missing: published.keys.filter((key) => !existing.has(key)),
    forgotten: others.slice(keptReleases - 1).map(({ release }) => release),
    unused: keys.filter((key) => !keptKeys.has(key)),
  };
}
