import type { DescribeImageScanFindingsCommandOutput, ECR } from '../../aws/ecr-types.ts';
import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import type { Target } from '../target.ts';
import { findPushedImage } from './pushed-image.ts';
import { mergedScans, type ScanResult, scanFindings } from './scan-result.ts';
import { storeRepositoryName } from './store-repository.ts';

/** An image whose scan is waited for. */
export interface ImageScan {
  readonly digest: string;
  /** The store's own when absent. */
  readonly repository?: string;
  readonly signal?: AbortSignal;
  /** How long the scan may take: five minutes when absent. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

const patienceMs = 300_000;
/** A scan on push begins a moment after the push. */
const beginsWithinMs = 10_000;

/**
 * Waits for ECR's scan of an image, which begins with its push, and gives what it found. Where there is none the result
 * says why. A scan that is not over in time counts as absent.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html
 */
export async function scanImage(target: Target, scan: ImageScan): Promise<ScanResult> {
  const repositoryName = scan.repository ?? storeRepositoryName(target);
  const image = await findPushedImage(target, repositoryName, { imageDigest: scan.digest });
  // ECR scans the images of an index, not the index.
  const digests = image === undefined || image.platforms.length === 0 ? [scan.digest] : image.platforms;
  const ecr = await target.clients.ecr();
  const scans = digests.map((digest) => awaitScan(ecr, repositoryName, { ...scan, digest }));
  return mergedScans(await Promise.all(scans));
}

async function awaitScan(ecr: ECR, repositoryName: string, scan: ImageScan): Promise<ScanResult> {
  const { clock = systemClock, timeoutMs = patienceMs, signal } = scan;
  const asked = {
    ecr,
    repositoryName,
    imageDigest: scan.digest,
    askedAt: clock.now(),
    clock,
    isStarted: false,
  };
  const wait = { what: `the scan of ${scan.digest}`, timeoutMs, everyMs: 500, clock };
  try {
    return await waitUntil({ ...wait, ...(signal === undefined ? {} : { signal }) }, () => look(asked));
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'TIMED_OUT')) throw error;
    return { status: 'absent', reason: `The scan took longer than ${Math.round(timeoutMs / 1000)} s` };
  }
}

interface Asked {
  readonly ecr: ECR;
  readonly repositoryName: string;
  readonly imageDigest: string;
  readonly askedAt: number;
  readonly clock: Clock;
  isStarted: boolean;
}

/** Undefined while a scan is under way. */
async function look(asked: Asked): Promise<ScanResult | undefined> {
  const first = await page(asked);
  if (first === undefined) return await withoutScan(asked);
  const { status = 'FAILED', description } = first.imageScanStatus ?? {};
  switch (status) {
    case 'COMPLETE':
    case 'ACTIVE':
      return scanFindings(await allFindings(asked, first));
    case 'IN_PROGRESS':
    case 'PENDING':
      return undefined;
    default:
      return { status: 'absent', reason: description || `ECR says that the scan is ${status}` };
  }
}

/** Undefined where no scan is known. */
async function page({ ecr, repositoryName, imageDigest }: Asked, nextToken?: string) {
  try {
    return await ecr.describeImageScanFindings({
      ...{ repositoryName, imageId: { imageDigest }, maxResults: 1000 },
      ...(nextToken === undefined ? {} : { nextToken }),
    });
  } catch (error) {
    if (isNamed(error, 'ScanNotFoundException')) return undefined;
    throw error;
  }
}

async function allFindings(asked: Asked, first: DescribeImageScanFindingsCommandOutput) {
  const found = [first.imageScanFindings ?? {}];
  let token = first.nextToken;
  while (token !== undefined) {
    const next = await page(asked, token);
    found.push(next?.imageScanFindings ?? {});
    token = next?.nextToken;
  }
  return found;
}

/** Asks for a scan where none has begun by itself: scanning on push may be switched off. */
async function withoutScan(asked: Asked): Promise<ScanResult | undefined> {
  const { ecr, repositoryName, imageDigest, clock, askedAt } = asked;
  if (asked.isStarted || clock.now() - askedAt < beginsWithinMs) return undefined;
  asked.isStarted = true;
  try {
    await ecr.startImageScan({ repositoryName, imageId: { imageDigest } });
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'absent', reason: `No scan was made on push, and ECR made none when asked: ${reason}` };
  }
}
