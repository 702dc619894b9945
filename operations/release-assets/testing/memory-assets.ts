import type { AssetStore, StoredObject } from '../asset-store.ts';
import { contentDigest } from '../content-digest.ts';
import type { OwedInvalidation } from '../owed-invalidation.ts';
import type { ViewerCache } from '../viewer-cache.ts';

export interface MemoryBucket {
  readonly objects: Map<string, StoredObject>;
  readonly store: AssetStore;
  /** Content digests that were asked for one by one. */
  readonly asked: string[];
}

/** How such a bucket differs from one of S3 that works. */
export interface BucketFaults {
  /** Called before each change: raises where it is to fail. */
  readonly beforeChange?: (key: string) => void;
  /** The ETag of an object, as of one that was uploaded in parts. */
  readonly etagOf?: (object: StoredObject) => string;
}

/** A bucket in memory. */
export function memoryBucket({ beforeChange, etagOf = digestOf }: BucketFaults = {}): MemoryBucket {
  const objects = new Map<string, StoredObject>();
  const asked: string[] = [];
  const store: AssetStore = {
    objectsBelow: async (prefix) =>
      [...objects.values()]
        .filter(({ key }) => key.startsWith(prefix))
        .map((object) => ({ key: object.key, etag: etagOf(object) })),
    put: async (object) => {
      beforeChange?.(object.key);
      objects.set(object.key, object);
    },
    delete: async (keys) => {
      for (const key of keys) {
        beforeChange?.(key);
        objects.delete(key);
      }
    },
    read: async (key) => {
      const object = objects.get(key);
      return object === undefined ? undefined : Buffer.from(object.body);
    },
    digestOf: async (key) => {
      asked.push(key);
      const object = objects.get(key);
      return object === undefined ? undefined : digestOf(object);
    },
  };
  return { objects, store, asked };
}

const digestOf = ({ body }: StoredObject) => contentDigest(body);

export interface MemoryEdge extends ViewerCache {
  readonly requests: OwedInvalidation[];
  /** What a viewer gets of an asset, by its path below `/assets/`; the edge keeps it from then on. */
  view(path: string): string | undefined;
}

/** An edge in front of such a bucket that keeps whatever it has served, and knows requests by their references. */
export function memoryEdge(
  { objects }: MemoryBucket,
  beforeInvalidation: () => void = () => undefined,
): MemoryEdge {
  const kept = new Map<string, string>();
  const requests: OwedInvalidation[] = [];
  return {
    requests,
    view: (path) => {
      const [key, body] = [`/assets/${path}`, objects.get(`assets/${path}`)?.body];
      if (!kept.has(key) && body !== undefined) kept.set(key, String(body));
      return kept.get(key);
    },
    invalidate: async (owed) => {
      beforeInvalidation();
      if (requests.some(({ reference }) => reference === owed.reference)) return true;
      requests.push(owed);
      for (const key of [...kept.keys()]) {
        const isNamed = owed.paths.some((path) =>
          path.endsWith('*') ? key.startsWith(path.slice(0, -1)) : key === path,
        );
        if (isNamed) kept.delete(key);
      }
      return true;
    },
  };
}

/** Files of an image, by their paths below `/assets/`. */
export function assetFiles(contents: Readonly<Record<string, string>>) {
  return Object.entries(contents).map(([path, content]) => ({
    path,
    read: async () => Buffer.from(content),
  }));
}
