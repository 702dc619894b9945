/** A release whose assets are published. */
export interface PublishedRelease {
  readonly release: string;
  /** The engine's id of the image: a tag may be pushed again. Empty where it is not known. */
  readonly image: string;
  readonly publishedAtMs: number;
  /** The keys of its assets. */
  readonly keys: readonly string[];
  /** Digests of what they are, by key; empty for a release that an older version of this toolkit published. */
  readonly digests: Readonly<Record<string, string>>;
  /** Whether the services came to run it, so that all of its assets are served. */
  readonly isServed: boolean;
}

/** What is deleted from the bucket once a release serves. */
export interface Cleaning {
  /** Releases whose assets are not kept any more. */
  readonly forgotten: readonly string[];
  /** Keys of assets that no kept release has. */
  readonly unused: readonly string[];
  /** Digests of contents that no kept release has. */
  readonly unusedContents: readonly string[];
}

/** How many releases keep their assets: pages of the one before are open in browsers, and a rollback goes to an earlier one. */
export const keptReleases = 5;

/** What the bucket has. */
export interface BucketContents {
  readonly releases: readonly PublishedRelease[];
  /** Keys of assets. */
  readonly keys: readonly string[];
  /** Digests of the contents that are kept beside the assets. */
  readonly contents: readonly string[];
}

/**
 * Decides what to delete once a release serves. Assets are kept by releases and not by age: the newest release may serve for
 * years. Assets that no release names are deleted too, as what is left of a publication that was interrupted.
 */
export function planCleaning(
  served: PublishedRelease,
  { releases, keys, contents }: BucketContents,
): Cleaning {
  const others = releases.filter(({ release }) => release !== served.release);
  const kept = [served, ...keptBeside(others)];
  const keptKeys = new Set(kept.flatMap((release) => release.keys));
  const keptDigests = new Set(kept.flatMap((release) => Object.values(release.digests)));
  return {
    forgotten: others.filter((release) => !kept.includes(release)).map(({ release }) => release),
    unused: keys.filter((key) => !keptKeys.has(key)),
    unusedContents: contents.filter((digest) => !keptDigests.has(digest)),
  };
}

/**
 * Releases that failed do not push out those that served. One that is newer than all of them may have been interrupted at
 * its very end: its pages may be open.
 */
function keptBeside(others: readonly PublishedRelease[]): readonly PublishedRelease[] {
  const served = newestFirst(others.filter(({ isServed }) => isServed));
  const since = served[0]?.publishedAtMs ?? 0;
  const unfinished = others.filter(({ isServed, publishedAtMs }) => !isServed && publishedAtMs > since);
  return [...served.slice(0, keptReleases - 1), ...unfinished];
}

/** The release that was published last. */
export function newestRelease(releases: readonly PublishedRelease[]): PublishedRelease | undefined {
  return newestFirst(releases)[0];
}

function newestFirst(releases: readonly PublishedRelease[]): readonly PublishedRelease[] {
  return releases.toSorted((one, other) => other.publishedAtMs - one.publishedAtMs);
}
