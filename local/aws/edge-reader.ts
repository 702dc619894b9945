import { createHmac } from 'node:crypto';
import type { Secret } from '../../failure/secret.ts';

/**
 * The `User-Agent` by which the edge shows a bucket that it reads as a distribution or an origin access identity,
 * by its logical id: it stands for the signature that CloudFront makes. It goes from the edge to the S3 server
 * alone, and anyone with the S3 server's own key could make it.
 */
export function edgeReaderAgent(s3RootKey: Secret, logicalId: string): string {
  const token = createHmac('sha256', s3RootKey.reveal()).update(`edge-reader:${logicalId}`).digest('hex');
  return `Amazon CloudFront ${token}`;
}
