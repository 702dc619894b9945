import { z } from 'zod';
import type { S3 } from '../../aws/s3-types.ts';
import type { PublishedRelease } from './publication.ts';

/** An object to be stored. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array | string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** The bucket of published assets. */
export interface AssetStore {
  keysBelow(prefix: string): Promise<readonly string[]>;
  put(object: StoredObject): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  readRelease(key: string): Promise<PublishedRelease>;
}

const releaseSchema = z.object({
  release: z.string(),
  publishedAtMs: z.number(),
  keys: z.array(z.string()),
});

/** DeleteObjects takes this many keys. */
const mostKeys = 1000;

/** Such a bucket of S3, or of the local server. What fails is raised as the SDK raised it. */
export function s3AssetStore(s3: S3, Bucket: string): AssetStore {
  return {
    async keysBelow(Prefix) {
      const keys: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.listObjectsV2({ Bucket, Prefix, ContinuationToken });
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return keys;
    },
    async put({ key, body, contentType, cacheControl }) {
      await s3.putObject({
        ...{ Bucket, Key: key, Body: body },
        ...{ ContentType: contentType, CacheControl: cacheControl },
      });
    },
    async delete(keys) {
      for (let index = 0; index < keys.length; index += mostKeys) {
        const Objects = keys.slice(index, index + mostKeys).map((Key) => ({ Key }));
        await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
      }
    },
    async readRelease(Key) {
      const { Body } = await s3.getObject({ Bucket, Key });
      return releaseSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    },
  };
}
