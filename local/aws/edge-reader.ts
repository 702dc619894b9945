import { createHmac } from 'node:crypto';
import type { Secret } from '../../failure/secret.ts';

/**
 * The `User-Agent` that identifies the edge to a bucket as a distribution or an origin access identity, by
 * its logical id. It replaces the signature that CloudFront creates. It goes from the edge to the S3 server
 * alone, and anyone with the S3 server's own key could make it.
 */
export function edgeReaderAgent(s3RootKey: Secret, logicalId: string): string {
  const token = createHmac('sha256', s3RootKey.reveal()).update(`edge-reader:${logicalId}`).digest('hex');
  return `Amazon CloudFront ${token}`;
}
