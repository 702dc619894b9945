import type { DescribeImageScanFindingsCommandOutput } from '../../aws/ecr-types.ts';

/** How many findings each severity has, such as `CRITICAL`. */
export type FindingCounts = Readonly<Record<string, number>>;

/** What is known of an image's vulnerabilities. */
export type ScanResult =
  | CompleteScan
  /** No scan was made, and why. */
  | { readonly status: 'absent'; readonly reason: string };

/** `worst` has every critical finding, and others up to ten in all. */
export interface CompleteScan {
  readonly status: 'complete';
  /** When the vulnerabilities that were looked for were known, where that is said. */
  readonly knownAt?: Date;
  readonly findings: FindingCounts;
  readonly worst: readonly Finding[];
}

/** One vulnerability, such as `CVE-2026-1234`. */
export interface Finding {
  readonly name: string;
  readonly severity: string;
  readonly package: string | undefined;
  readonly link: string | undefined;
}

/** From the worst on. */
const severities: readonly string[] = [
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
  'INFORMATIONAL',
  'UNDEFINED',
  'UNTRIAGED',
];
const shown = 10;

type Found = NonNullable<DescribeImageScanFindingsCommandOutput['imageScanFindings']>;

/**
 * The findings of a scan from all pages of ECR's answer, of basic scanning or of Amazon Inspector's, without those that a
 * rule of Inspector suppresses.
 * @see https://docs.aws.amazon.com/inspector/latest/user/findings-managing-supression-rules.html
 */
export function scanFindings(pages: readonly Found[]): CompleteScan {
  const all = pages.flatMap((page) => [...basic(page), ...enhanced(page)]);
  const hasSuppressed = pages.some(({ enhancedFindings = [] }) => !enhancedFindings.every(isOpen));
  const [{ findingSeverityCounts, vulnerabilitySourceUpdatedAt: knownAt } = {}] = pages;
  return {
    status: 'complete',
    findings: hasSuppressed ? counted(all) : (findingSeverityCounts ?? counted(all)),
    worst: worstOf(all),
    ...(knownAt === undefined ? {} : { knownAt }),
  };
}

/**
 * What is known of an image of several platforms. A platform that was not scanned makes the whole absent, unless another
 * one has a critical finding.
 */
export function mergedScans(scans: readonly ScanResult[]): ScanResult {
  const complete = scans.filter((scan) => scan.status === 'complete');
  const absent = scans.find((scan) => scan.status === 'absent');
  const findings: Record<string, number> = {};
  for (const [severity, count] of complete.flatMap((scan) => Object.entries(scan.findings))) {
    findings[severity] = (findings[severity] ?? 0) + count;
  }
  if (absent !== undefined && (findings.CRITICAL ?? 0) === 0) return absent;
  const [knownAt] = complete.flatMap((scan) => scan.knownAt ?? []).toSorted((a, b) => Number(a) - Number(b));
  return {
    ...{ status: 'complete', findings, worst: worstOf(complete.flatMap(({ worst }) => worst)) },
    ...(knownAt === undefined ? {} : { knownAt }),
  };
}

function worstOf(all: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity }: Finding) => {
    const known = severities.indexOf(severity);
    return known === -1 ? severities.length : known;
  };
  const ordered = all.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  return ordered.filter(({ severity }, index) => severity === 'CRITICAL' || index < shown);
}

function basic({ findings = [] }: Found): readonly Finding[] {
  return findings.map(({ name = '', severity = 'UNDEFINED', uri, attributes = [] }) => ({
    ...{ name, severity, link: uri },
    package: attributes.find(({ key }) => key === 'package_name')?.value,
  }));
}

function enhanced({ enhancedFindings = [] }: Found): readonly Finding[] {
  return enhancedFindings
    .filter(isOpen)
    .map(({ title = '', severity = 'UNDEFINED', packageVulnerabilityDetails: details }) => ({
      name: details?.vulnerabilityId ?? title,
      severity,
      package: details?.vulnerablePackages?.[0]?.name,
      link: details?.sourceUrl,
    }));
}

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html */
function isOpen({ status }: { readonly status?: string | undefined }): boolean {
  return status !== 'SUPPRESSED' && status !== 'CLOSED';
}

function counted(all: readonly Finding[]): FindingCounts {
  const groups = Map.groupBy(all, ({ severity }) => severity);
  return Object.fromEntries([...groups].map(([severity, { length }]) => [severity, length]));
}
