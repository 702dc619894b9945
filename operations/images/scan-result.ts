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

/** The findings of a scan from all pages of ECR's answer, of basic scanning or of Amazon Inspector's. */
export function scanFindings(pages: readonly Found[]): CompleteScan {
  const all = pages.flatMap((page) => [...basic(page), ...enhanced(page)]);
  return {
    status: 'complete',
    findings: pages[0]?.findingSeverityCounts ?? counted(all),
    worst: worstOf(all),
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
  return { status: 'complete', findings, worst: worstOf(complete.flatMap(({ worst }) => worst)) };
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
  return enhancedFindings.map(
    ({ title = '', severity = 'UNDEFINED', packageVulnerabilityDetails: details }) => ({
      name: details?.vulnerabilityId ?? title,
      severity,
      package: details?.vulnerablePackages?.[0]?.name,
      link: details?.sourceUrl,
    }),
  );
}

function counted(all: readonly Finding[]): FindingCounts {
  const groups = Map.groupBy(all, ({ severity }) => severity);
  return Object.fromEntries([...groups].map(([severity, { length }]) => [severity, length]));
}
