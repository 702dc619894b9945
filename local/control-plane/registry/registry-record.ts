import { z } from 'zod';
import type { Repository } from '../../../definition/model/ecr.ts';
import type { StoredImage } from './stored-image.ts';
import { matchesWildcard } from './wildcard.ts';

/** What is known of a repository. */
export interface RepositoryRecord {
  readonly createdAt: number;
  readonly images: readonly StoredImage[];
}

/** What the registry has, by repository. Blobs are the server's; tags are only here. */
export interface RegistryRecord {
  readonly repositories: Readonly<Record<string, RepositoryRecord>>;
  /** Images that are gone from here, and whose blobs the server still has. */
  readonly removed: readonly RemovedImage[];
}

export interface RemovedImage {
  readonly repository: string;
  readonly digest: string;
}

export const emptyRecord: RegistryRecord = { repositories: {}, removed: [] };

/** The record as it is on disk. */
export const recordSchema: z.ZodType<RegistryRecord> = z.object({
  repositories: z.record(
    z.string(),
    z.object({
      createdAt: z.number(),
      images: z.array(
        z.object({
          digest: z.string(),
          manifest: z.string(),
          mediaType: z.string(),
          tags: z.array(z.string()),
          pushedAt: z.number(),
        }),
      ),
    }),
  ),
  removed: z.array(z.object({ repository: z.string(), digest: z.string() })),
});

/** An image as it is pushed: with a tag, or by its digest alone. */
export interface PushedManifest {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
  readonly tag: string | undefined;
}

/** Whether a push may be, and if not, which image has its tag; `isThere` if it would change nothing. */
export type PushCheck =
  | { readonly kind: 'new' }
  | { readonly kind: 'isThere' }
  | { readonly kind: 'tagTaken'; readonly digest: string };

/** The images of a repository. */
export function imagesOf(record: RegistryRecord, repository: string): readonly StoredImage[] {
  return record.repositories[repository]?.images ?? [];
}

/** What a push would do. */
export function checkPush(record: RegistryRecord, repository: Repository, pushed: PushedManifest): PushCheck {
  const images = imagesOf(record, repository.name);
  const { tag, digest } = pushed;
  if (tag === undefined) return { kind: images.some((image) => image.digest === digest) ? 'isThere' : 'new' };
  const holder = images.find(({ tags }) => tags.includes(tag));
  if (holder?.digest === digest) return { kind: 'isThere' };
  if (holder === undefined || !isImmutable(repository, tag)) return { kind: 'new' };
  return { kind: 'tagTaken', digest: holder.digest };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
function isImmutable({ tagMutability = 'MUTABLE', tagMutabilityExclusions = [] }: Repository, tag: string) {
  const isExcluded = tagMutabilityExclusions.some((pattern) => matchesWildcard(tag, pattern));
  switch (tagMutability) {
    case 'MUTABLE':
      return false;
    case 'IMMUTABLE':
      return true;
    case 'MUTABLE_WITH_EXCLUSION':
      return isExcluded;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !isExcluded;
  }
}

/** The record with a repository, which is noted when it is first seen. */
export function withRepository(record: RegistryRecord, name: string, now: number): RegistryRecord {
  if (record.repositories[name] !== undefined) return record;
  return withImages(record, name, [], now);
}

/** The record after a push: a tag leaves the image that had it, which keeps the time of its own push. */
export function withPush(
  record: RegistryRecord,
  repository: string,
  { tag, ...pushed }: PushedManifest,
  now: number,
): RegistryRecord {
  const before = imagesOf(record, repository).map((image) => withoutTag(image, tag));
  const known = before.find(({ digest }) => digest === pushed.digest);
  const image = known ?? { ...pushed, tags: [], pushedAt: now };
  const tagged = tag === undefined ? image : { ...image, tags: [...image.tags, tag] };
  const others = before.filter(({ digest }) => digest !== pushed.digest);
  const removed = record.removed.filter((each) => !isImage(each, repository, pushed.digest));
  return withImages({ ...record, removed }, repository, [...others, tagged], now);
}

function isImage(image: RemovedImage, repository: string, digest: string): boolean {
  return image.repository === repository && image.digest === digest;
}

/** The record without a tag; the image goes with its last one, as with ECR. */
export function withoutImageTag(
  record: RegistryRecord,
  repository: string,
  tag: string,
  now: number,
): RegistryRecord {
  const images = imagesOf(record, repository);
  const holder = images.find(({ tags }) => tags.includes(tag));
  if (holder === undefined) return record;
  if (holder.tags.length === 1) return withoutImages(record, repository, new Set([holder.digest]), now);
  return withImages(
    record,
    repository,
    images.map((image) => withoutTag(image, tag)),
    now,
  );
}

/** The record without images, whatever tags they have. */
export function withoutImages(
  record: RegistryRecord,
  repository: string,
  digests: ReadonlySet<string>,
  now: number,
): RegistryRecord {
  if (digests.size === 0) return record;
  const images = imagesOf(record, repository).filter(({ digest }) => !digests.has(digest));
  const removed = [...digests].map((digest) => ({ repository, digest }));
  return withImages({ ...record, removed: [...record.removed, ...removed] }, repository, images, now);
}

function withoutTag(image: StoredImage, tag: string | undefined): StoredImage {
  if (tag === undefined || !image.tags.includes(tag)) return image;
  return { ...image, tags: image.tags.filter((each) => each !== tag) };
}

function withImages(
  record: RegistryRecord,
  name: string,
  images: readonly StoredImage[],
  now: number,
): RegistryRecord {
  const createdAt = record.repositories[name]?.createdAt ?? now;
  return { ...record, repositories: { ...record.repositories, [name]: { createdAt, images } } };
}
