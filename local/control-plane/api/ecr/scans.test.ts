import { afterEach, expect, test } from 'vitest';
import { scanImage } from '../../../../operations/images/scan-image.ts';
import type { FinishedScan } from '../../registry/scan/image-scan.ts';
import {
  type EcrEndpoint,
  ecrEndpoint,
  manifestOf,
  repository,
  repositoryName,
} from '../testing/ecr-endpoint.ts';

let endpoint: EcrEndpoint;
afterEach(() => endpoint.close());

const image = manifestOf('1');
const imageId = { imageTag: 'a' };

/** An endpoint whose scanner is done when it is told to, with the image pushed. */
async function pushed({ scanOnPush = true } = {}) {
  const scan = Promise.withResolvers<FinishedScan>();
  const scanned: string[] = [];
  endpoint = await ecrEndpoint([{ ...repository, scanOnPush }], {}, ({ digest }) => {
    scanned.push(digest);
    return scan.promise;
  });
  const { imageManifest, imageManifestMediaType } = image;
  await endpoint.ecr.putImage({ repositoryName, imageManifest, imageManifestMediaType, ...imageId });
  return { scan, scanned };
}

const describe = (more: object = {}) =>
  endpoint.ecr.describeImageScanFindings({ repositoryName, imageId, ...more });

const finding = (name: string, severity: 'CRITICAL' | 'LOW') => ({
  ...{ name, severity, uri: `https://example.com/${name}` },
  attributes: [{ key: 'package_name', value: 'openssl' }],
});
const complete: FinishedScan = {
  status: 'COMPLETE',
  completedAt: 1_000,
  databaseAt: 500,
  findings: [finding('CVE-1', 'CRITICAL'), finding('CVE-2', 'LOW'), finding('CVE-3', 'LOW')],
};

test('an image is scanned when it is pushed, and its findings are those of the scanner', async () => {
  const { scan, scanned } = await pushed();
  expect((await describe()).imageScanStatus).toEqual({ status: 'IN_PROGRESS' });
  expect(scanned).toEqual([image.digest]);
  scan.resolve(complete);
  await expect.poll(async () => (await describe()).imageScanStatus?.status).toBe('COMPLETE');
  expect((await describe()).imageScanFindings).toEqual({
    imageScanCompletedAt: new Date(1_000),
    vulnerabilitySourceUpdatedAt: new Date(500),
    findings: complete.findings,
    findingSeverityCounts: { CRITICAL: 1, LOW: 2 },
  });
  const { imageDetails } = await endpoint.ecr.describeImages({ repositoryName });
  expect(imageDetails).toMatchObject([
    {
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindingsSummary: { findingSeverityCounts: { CRITICAL: 1, LOW: 2 } },
    },
  ]);
  const first = await describe({ maxResults: 2 });
  const second = await describe({ maxResults: 2, nextToken: first.nextToken });
  expect([first, second].map((page) => page.imageScanFindings?.findings?.length)).toEqual([2, 1]);
  expect(second.nextToken).toBeUndefined();
});

test('the release reads the findings of a scan, and why there is none', async () => {
  const { scan } = await pushed();
  const target = { environment: 'local', clients: endpoint.clients } as const;
  const result = scanImage(target, { digest: image.digest });
  scan.resolve(complete);
  expect(await result).toMatchObject({
    status: 'complete',
    findings: { CRITICAL: 1, LOW: 2 },
    worst: [
      { name: 'CVE-1', severity: 'CRITICAL', package: 'openssl', link: 'https://example.com/CVE-1' },
      {},
      {},
    ],
  });
  await endpoint.close();
  const other = await pushed();
  other.scan.resolve({ status: 'FAILED', description: 'no database' });
  const clients = endpoint.clients;
  expect(await scanImage({ environment: 'local', clients }, { digest: image.digest })).toEqual({
    status: 'absent',
    reason: 'no database',
  });
});

test('a further tag makes no further scan', async () => {
  const { scan, scanned } = await pushed();
  scan.resolve(complete);
  const { imageManifest, imageManifestMediaType } = image;
  await endpoint.ecr.putImage({ repositoryName, imageManifest, imageManifestMediaType, imageTag: 'b' });
  expect(scanned).toHaveLength(1);
});

test('without scans on push there is none before it is asked for', async () => {
  const { scan, scanned } = await pushed({ scanOnPush: false });
  await expect(describe()).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  expect(await endpoint.ecr.startImageScan({ repositoryName, imageId })).toMatchObject({
    imageId: { imageDigest: image.digest, imageTag: 'a' },
    imageScanStatus: { status: 'IN_PROGRESS' },
  });
  await endpoint.ecr.startImageScan({ repositoryName, imageId });
  expect(scanned).toHaveLength(1);
  scan.resolve({ status: 'FAILED', description: 'no database' });
  await expect
    .poll(async () => (await describe()).imageScanStatus)
    .toEqual({ status: 'FAILED', description: 'no database' });
});

test('neither an index nor an attestation is scanned', async () => {
  const { scanned } = await pushed();
  const put = async (imageTag: string, manifest: object) => {
    const imageManifest = JSON.stringify({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      ...manifest,
    });
    await endpoint.ecr.putImage({ repositoryName, imageTag, imageManifest });
  };
  await put('index', { manifests: [{ digest: image.digest, size: 1 }] });
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: 'sha256:1', size: 1 };
  const layer = { mediaType: 'application/vnd.in-toto+json', digest: 'sha256:2', size: 1 };
  await put('attestation', { config, layers: [layer] });
  expect(scanned).toEqual([image.digest]);
  await expect(
    endpoint.ecr.startImageScan({ repositoryName, imageId: { imageTag: 'index' } }),
  ).rejects.toMatchObject({ name: 'UnsupportedImageTypeException' });
});

test('an image that is not there is said by its name', async () => {
  await pushed();
  await expect(describe({ imageId: { imageTag: 'none' } })).rejects.toMatchObject({
    name: 'ImageNotFoundException',
  });
});
