import { type S3, S3ServiceException } from '@aws-sdk/client-s3';

/** The objects of a bucket whose keys begin with a prefix, such as `runs/1/`. */
export interface BucketFolder {
  /** Undefined where there is no such object. */
  get(name: string): Promise<Uint8Array | undefined>;
  put(name: string, content: Uint8Array): Promise<void>;
  has(name: string): Promise<boolean>;
  /** An address from which anybody can get the object for so many seconds, if the keys that sign it hold as long. */
  address(name: string, seconds: number): Promise<string>;
}

/** The folder of a bucket. Absent objects are told from forbidden ones where the caller may list the bucket. */
export function bucketFolder(s3: S3, bucket: string, prefix: string): BucketFolder {
  const at = (name: string) => ({ Bucket: bucket, Key: `${prefix}${name}` });
  return {
    get: (name) =>
      orAbsent(undefined, async () => {
        const { Body } = await s3.getObject(at(name));
        return Body?.transformToByteArray();
      }),
    put: async (name, content) => void (await s3.putObject({ ...at(name), Body: content })),
    has: (name) =>
      orAbsent(false, async () => {
        await s3.headObject(at(name));
        return true;
      }),
    address: async (name, seconds) => {
      const [{ GetObjectCommand }, { getSignedUrl }] = await Promise.all([
        import('@aws-sdk/client-s3'),
        import('@aws-sdk/s3-request-presigner'),
      ]);
      return await getSignedUrl(s3, new GetObjectCommand(at(name)), { expiresIn: seconds });
    },
  };
}

const notFound = 404;

async function orAbsent<Found>(absent: Found, look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === notFound) return absent;
    throw error;
  }
}
