import { expect, test } from 'vitest';
import { z } from 'zod';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { scanImage } from './scan-image.ts';

const named = (name: string, message = name) => Object.assign(new Error(message), { name });

/** What ECR says at each look; the last one stays. */
async function scanned(looks: readonly (object | Error)[], start: () => object = () => ({ $metadata: {} })) {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
  let look = 0;
  let started = 0;
  answering(await clients.ecr(), {
    DescribeImageScanFindings: () => {
      const answer = looks[Math.min(look++, looks.length - 1)] ?? {};
      if (answer instanceof Error) throw answer;
      return { $metadata: {}, ...answer };
    },
    BatchGetImage: () => ({
      $metadata: {},
      images: [{ imageId: { imageDigest: 'sha256:1' }, imageManifest: '{}' }],
    }),
    StartImageScan: () => {
      started += 1;
      return { $metadata: {}, ...start() };
    },
  });
  const target = { environment: 'local', clients } as const;
  const result = await scanImage(target, { digest: 'sha256:1', timeoutMs: 60_000, clock: waitingClock() });
  return { result, started };
}

/** What Inspector says where a scan cannot be asked for. */
const disabled = () => {
  throw named('ValidationException', 'This feature is disabled');
};
const isOver = { imageScanStatus: { status: 'COMPLETE' } };
const finding = (name: string, severity: string) => ({
  name,
  severity,
  uri: `https://example.com/${name}`,
  attributes: [{ key: 'package_name', value: 'openssl' }],
});

test('a scan is waited for, and its worst findings come first, from all pages', async () => {
  const { result } = await scanned([
    named('ScanNotFoundException'),
    { imageScanStatus: { status: 'IN_PROGRESS' } },
    {
      ...isOver,
      nextToken: '2',
      imageScanFindings: {
        findingSeverityCounts: { CRITICAL: 1, LOW: 1 },
        findings: [finding('CVE-1', 'LOW')],
      },
    },
    { ...isOver, imageScanFindings: { findings: [finding('CVE-2', 'CRITICAL')] } },
  ]);
  expect(result).toEqual({
    status: 'complete',
    findings: { CRITICAL: 1, LOW: 1 },
    worst: [
      { name: 'CVE-2', severity: 'CRITICAL', package: 'openssl', link: 'https://example.com/CVE-2' },
      { name: 'CVE-1', severity: 'LOW', package: 'openssl', link: 'https://example.com/CVE-1' },
    ],
  });
});

test("the findings of Amazon Inspector's scanning are read too", async () => {
  const details = {
    vulnerabilityId: 'CVE-3',
    sourceUrl: 'https://x',
    vulnerablePackages: [{ name: 'zlib' }],
  };
  const enhancedFindings = [{ severity: 'HIGH', packageVulnerabilityDetails: details }];
  const { result } = await scanned([
    { imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: { enhancedFindings } },
  ]);
  expect(result).toEqual({
    status: 'complete',
    findings: { HIGH: 1 },
    worst: [{ name: 'CVE-3', severity: 'HIGH', package: 'zlib', link: 'https://x' }],
  });
});

test('a scan that failed is absent, with what ECR says of it', async () => {
  const imageScanStatus = { status: 'FAILED', description: 'There is no scanner.' };
  expect((await scanned([{ imageScanStatus }])).result).toEqual({
    status: 'absent',
    reason: 'There is no scanner.',
  });
  expect((await scanned([{ imageScanStatus: { status: 'UNSUPPORTED_IMAGE' } }])).result).toEqual({
    status: 'absent',
    reason: 'ECR says that the scan is UNSUPPORTED_IMAGE',
  });
});

test('where no scan began with the push, one is asked for, once', async () => {
  const none = Array.from({ length: 25 }, () => named('ScanNotFoundException'));
  const { result, started } = await scanned([...none, { ...isOver, imageScanFindings: {} }]);
  expect(result).toEqual({ status: 'complete', findings: {}, worst: [] });
  expect(started).toBe(1);
});

test('a scan that cannot be had, or takes too long, is absent and no failure', async () => {
  const refused = await scanned([named('ScanNotFoundException')], () => {
    throw named('LimitExceededException', 'once in 24 hours');
  });
  expect(refused.result).toEqual({
    status: 'absent',
    reason: 'No scan was made on push, and ECR made none when asked: once in 24 hours',
  });
  expect((await scanned([{ imageScanStatus: { status: 'IN_PROGRESS' } }])).result).toEqual({
    status: 'absent',
    reason: 'The scan took longer than 60 s',
  });
});

test("a scan of Amazon Inspector's cannot be asked for, and is waited for", async () => {
  const none = Array.from({ length: 40 }, () => named('ScanNotFoundException'));
  const critical = { imageScanFindings: { findings: [finding('CVE-1', 'CRITICAL')] } };
  const late = await scanned([...none, { imageScanStatus: { status: 'ACTIVE' }, ...critical }], disabled);
  expect(late.result).toMatchObject({ status: 'complete', findings: { CRITICAL: 1 } });
  expect((await scanned(none, disabled)).result).toEqual({
    status: 'absent',
    reason: 'No scan was made on push, and ECR made none when asked: This feature is disabled',
  });
});

test.each(['COMPLETE', 'ACTIVE'])(
  'a scan that is %s before its findings are there is waited for',
  async (status) => {
    const empty = { imageScanStatus: { status }, imageScanFindings: { findings: [] } };
    const critical = { severity: 'CRITICAL', packageVulnerabilityDetails: { vulnerabilityId: 'CVE-1' } };
    const { result } = await scanned([
      ...Array.from({ length: 20 }, () => empty),
      { ...empty, imageScanFindings: { enhancedFindings: [critical] } },
    ]);
    expect(result).toMatchObject({ status: 'complete', worst: [{ name: 'CVE-1' }] });
  },
);

test('a scan that failed is asked for once more, and its reason stays', async () => {
  const failure = { imageScanStatus: { status: 'FAILED', description: 'no database' } };
  const again = await scanned([failure, { imageScanStatus: { status: 'IN_PROGRESS' } }, isOver]);
  expect(again).toMatchObject({ result: { status: 'complete' }, started: 1 });
  const failed = { status: 'absent', reason: 'no database' };
  expect(await scanned([failure])).toEqual({ result: failed, started: 1 });
  const refused = () => {
    throw named('LimitExceededException', 'once in 24 hours');
  };
  expect(await scanned([failure], refused)).toEqual({ result: failed, started: 1 });
});

test.each([
  'UNSUPPORTED_IMAGE',
  'FINDINGS_UNAVAILABLE',
  'SCAN_ELIGIBILITY_EXPIRED',
  'LIMIT_EXCEEDED',
  'IMAGE_ARCHIVED',
])('a scan that is %s is absent at once', async (status) => {
  expect(await scanned([{ imageScanStatus: { status } }])).toEqual({
    result: { status: 'absent', reason: `ECR says that the scan is ${status}` },
    started: 0,
  });
});

test('findings that a rule of Amazon Inspector suppresses do not count', async () => {
  const of = (vulnerabilityId: string, status: string) => ({
    ...{ severity: 'CRITICAL', status },
    packageVulnerabilityDetails: { vulnerabilityId },
  });
  const enhancedFindings = [of('CVE-1', 'SUPPRESSED'), of('CVE-2', 'CLOSED'), of('CVE-3', 'ACTIVE')];
  const imageScanFindings = { enhancedFindings, findingSeverityCounts: { CRITICAL: 3 } };
  expect((await scanned([{ ...isOver, imageScanFindings }])).result).toMatchObject({
    findings: { CRITICAL: 1 },
    worst: [{ name: 'CVE-3' }],
  });
});

test('a scan says of when the vulnerabilities are that it looked for', async () => {
  const knownAt = new Date('2026-11-01T00:00:00Z');
  const imageScanFindings = { findingSeverityCounts: {}, vulnerabilitySourceUpdatedAt: knownAt };
  expect((await scanned([{ ...isOver, imageScanFindings }])).result).toMatchObject({ knownAt });
});

test('other errors of ECR are raised', async () => {
  await expect(scanned([named('AccessDeniedException')])).rejects.toThrow('AccessDeniedException');
});

/** An index of an image for two processors and of an attestation, whose scans say this. */
async function scannedIndex(scans: Readonly<Record<string, object>>) {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
  const attestation = { 'vnd.docker.reference.type': 'attestation-manifest' };
  const manifests = [
    { digest: 'sha256:amd64' },
    { digest: 'sha256:arm64' },
    { digest: 'sha256:attested', annotations: attestation },
  ];
  answering(await clients.ecr(), {
    BatchGetImage: () => ({
      $metadata: {},
      images: [{ imageId: { imageDigest: 'sha256:1' }, imageManifest: JSON.stringify({ manifests }) }],
    }),
    DescribeImageScanFindings: (input) => {
      const digest = z.object({ imageId: z.object({ imageDigest: z.string() }) }).parse(input)
        .imageId.imageDigest;
      const scan = scans[digest];
      if (scan === undefined) throw named('ImageNotFoundException', digest);
      return { $metadata: {}, ...scan };
    },
  });
  return await scanImage({ environment: 'local', clients }, { digest: 'sha256:1', clock: waitingClock() });
}

test('of an index the images are scanned, and what is found in all of them counts', async () => {
  const of = (...findings: readonly object[]) => ({ ...isOver, imageScanFindings: { findings } });
  expect(
    await scannedIndex({
      'sha256:amd64': of(finding('CVE-1', 'HIGH')),
      'sha256:arm64': of(finding('CVE-2', 'CRITICAL'), finding('CVE-3', 'HIGH')),
    }),
  ).toMatchObject({
    status: 'complete',
    findings: { HIGH: 2, CRITICAL: 1 },
    worst: [{ name: 'CVE-2' }, { name: 'CVE-1' }, { name: 'CVE-3' }],
  });
  const absent = { imageScanStatus: { status: 'FAILED', description: 'no scanner' } };
  expect(
    await scannedIndex({ 'sha256:amd64': absent, 'sha256:arm64': of(finding('CVE-1', 'HIGH')) }),
  ).toEqual({ status: 'absent', reason: 'no scanner' });
  expect(
    await scannedIndex({ 'sha256:amd64': absent, 'sha256:arm64': of(finding('CVE-2', 'CRITICAL')) }),
  ).toMatchObject({ status: 'complete', findings: { CRITICAL: 1 } });
});

test('every critical finding is named, and of the others the worst', async () => {
  const many = (severity: string, count: number) =>
    Array.from({ length: count }, (_, index) => finding(`${severity}-${index}`, severity));
  const worstOf = async (...findings: readonly object[]) => {
    const { result } = await scanned([{ ...isOver, imageScanFindings: { findings } }]);
    return result.status === 'complete' ? result.worst.map(({ severity }) => severity) : [];
  };
  expect(await worstOf(...many('LOW', 3), ...many('CRITICAL', 12))).toEqual(Array(12).fill('CRITICAL'));
  expect(await worstOf(...many('ODD', 3), ...many('UNTRIAGED', 1), ...many('HIGH', 8))).toEqual([
    ...Array(8).fill('HIGH'),
    'UNTRIAGED',
    'ODD',
  ]);
});
