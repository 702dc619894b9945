import { createHash } from 'node:crypto';

/**
 * What tells contents apart: MD5, as S3 has it in the ETag of an object of one part that no key of KMS encrypts, so that one
 * listing compares all. It guards against nothing: what is compared is the store's own.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
export function contentDigest(body: Uint8Array | string): string {
  return createHash('md5').update(body).digest('hex');
}
