import type { ImageScan } from '../../../registry/scan/image-scan.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html */
export function scanStatus(scan: ImageScan): { readonly status: string; readonly description?: string } {
  switch (scan.status) {
    case 'COMPLETE':
      return { status: scan.status, description: 'The scan was completed successfully.' };
    case 'FAILED':
      return { status: scan.status, description: scan.description };
    case 'IN_PROGRESS':
      return { status: scan.status };
  }
}
