import type { DescribeImageScanFindingsCommandOutput, ECR } from '../../aws/ecr-types.ts';
import { errorMessage } from '../../failure/error-message.ts';
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
/** Amazon Inspector's scan is said to be over some seconds before its findings are there. */
const findingsWithinMs = 30_000;

/**
 * Waits for ECR's scan of an image, which begins with its push, and gives what it found. A scan that failed, perhaps long
 * ago, is asked for once more. Where there is none the result says why. A scan that is not over in time counts as absent.
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
  const asked: Asked = {
    ecr,
    repositoryName,
    imageDigest: scan.digest,
    askedAt: clock.now(),
    clock,
  };
  const wait = { what: `the scan of ${scan.digest}`, timeoutMs, everyMs: 500, clock };
  try {
    return await waitUntil({ ...wait, ...(signal === undefined ? {} : { signal }) }, () => look(asked));
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'TIMED_OUT')) throw error;
    return absent(asked.refusal ?? `The scan took longer than ${Math.round(timeoutMs / 1000)} s`);
  }
}

interface Asked {
  readonly ecr: ECR;
  readonly repositoryName: string;
  readonly imageDigest: string;
  readonly askedAt: number;
  readonly clock: Clock;
  /** Whether a scan was asked for. */
  isStarted?: boolean;
  /** Why ECR made none, although one may come. */
  refusal?: string;
  /** Since when it is over, and nothing is known of what it found. */
  emptySince?: number;
}

/** Undefined while a scan is under way. */
async function look(asked: Asked): Promise<ScanResult | undefined> {
  const first = await page(asked);
  if (first === undefined) return await withoutScan(asked);
  const { status = 'FAILED', description } = first.imageScanStatus ?? {};
  const reason = description || `ECR says that the scan is ${status}`;
  switch (status) {
    case 'COMPLETE':
    case 'ACTIVE':
      return isSettled(asked, first) ? scanFindings(await allFindings(asked, first)) : undefined;
    case 'IN_PROGRESS':
    case 'PENDING':
      return undefined;
    case 'FAILED':
      return asked.isStarted !== true && (await start(asked)) === undefined ? undefined : absent(reason);
    default:
      return absent(reason);
  }
}

/** @see https://github.com/aws/aws-sdk/issues/289 */
function isSettled(asked: Asked, { imageScanFindings: found = {} }: DescribeImageScanFindingsCommandOutput) {
  const { imageScanCompletedAt, findingSeverityCounts, findings = [], enhancedFindings = [] } = found;
  if (imageScanCompletedAt !== undefined || findingSeverityCounts !== undefined) return true;
  if (findings.length + enhancedFindings.length > 0) return true;
  asked.emptySince ??= asked.clock.now();
  return asked.clock.now() - asked.emptySince >= findingsWithinMs;
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
  const { clock, askedAt } = asked;
  if (asked.isStarted === true || clock.now() - askedAt < beginsWithinMs) return undefined;
  const error = await start(asked);
  if (error === undefined) return undefined;
  asked.refusal = `No scan was made on push, and ECR made none when asked: ${errorMessage(error)}`;
  // Where Amazon Inspector scans nobody can ask for it, and it may come late.
  return isNamed(error, 'ValidationException') ? undefined : absent(asked.refusal);
}

/** Gives the error where ECR refuses. */
async function start(asked: Asked): Promise<Error | undefined> {
  const { ecr, repositoryName, imageDigest } = asked;
  asked.isStarted = true;
  try {
    await ecr.startImageScan({ repositoryName, imageId: { imageDigest } });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function absent(reason: string): ScanResult {
  return { status: 'absent', reason };
}
