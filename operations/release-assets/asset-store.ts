import type { S3 } from '../../aws/s3-types.ts';
import { isNamed } from '../../failure/error-name.ts';
import { contentDigest } from './content-digest.ts';

/** An object to be stored. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array | string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** An object as a listing has it. */
export interface ListedObject {
  readonly key: string;
  /** The digest of its content, unless it was uploaded in parts or is encrypted by a key of KMS. */
  readonly etag: string;
}

/** The bucket of published assets. */
export interface AssetStore {
  objectsBelow(prefix: string): Promise<readonly ListedObject[]>;
  put(object: StoredObject): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  /** Undefined where there is no such object. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** The digest of its content as it was written down with the object; undefined where it was not. */
  digestOf(key: string): Promise<string | undefined>;
}

/** DeleteObjects takes this many keys. */
const mostKeys = 1000;

/** Such a bucket of S3, or of the local server. What fails is raised as the SDK raised it. */
export function s3AssetStore(s3: S3, Bucket: string): AssetStore {
  return {
    async objectsBelow(Prefix) {
      const objects: ListedObject[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.listObjectsV2({ Bucket, Prefix, ContinuationToken });
        for (const { Key: key, ETag = '' } of page.Contents ?? []) {
          if (key !== undefined) objects.push({ key, etag: ETag.replaceAll('"', '') });
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return objects;
    },
    async put({ key, body, contentType, cacheControl }) {
      await s3.putObject({
        ...{ Bucket, Key: key, Body: body },
        ...{ ContentType: contentType, CacheControl: cacheControl },
        Metadata: { [digestName]: contentDigest(body) },
      });
    },
    async delete(keys) {
      for (let index = 0; index < keys.length; index += mostKeys) {
        const Objects = keys.slice(index, index + mostKeys).map((Key) => ({ Key }));
        await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
      }
    },
    async read(Key) {
      try {
        const { Body } = await s3.getObject({ Bucket, Key });
        return await Body?.transformToByteArray();
      } catch (error) {
        if (isNamed(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    async digestOf(Key) {
      const { Metadata } = await s3.headObject({ Bucket, Key });
      return Metadata?.[digestName];
    },
  };
}

const digestName = 'content-md5';
