import type { DescribeImageScanFindingsCommandOutput } from '../../aws/ecr-types.ts';

/** How many findings each severity has, such as `CRITICAL`. */
export type FindingCounts = Readonly<Record<string, number>>;

/** What is known of an image's vulnerabilities. */
export type ScanResult =
  | { readonly status: 'complete'; readonly findings: FindingCounts; readonly worst: readonly Finding[] }
  /** No scan was made, and why. */
  | { readonly status: 'absent'; readonly reason: string };

/** One vulnerability, such as `CVE-2026-1234`. */
export interface Finding {
  readonly name: string;
  readonly severity: string;
  readonly package: string | undefined;
  readonly link: string | undefined;
}

/** From the worst on. */
const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED', 'UNTRIAGED'];
const shown = 10;

type Found = NonNullable<DescribeImageScanFindingsCommandOutput['imageScanFindings']>;

/** The findings of a scan from all pages of ECR's answer, of basic scanning or of Amazon Inspector's. */
export function scanFindings(pages: readonly Found[]): Extract<ScanResult, { readonly status: 'complete' }> {
  const all = pages.flatMap((page) => [...basic(page), ...enhanced(page)]);
  const rank = ({ severity }: Finding) =>
    severities.includes(severity) ? severities.indexOf(severity) : severities.length;
  return {
    status: 'complete',
    findings: pages[0]?.findingSeverityCounts ?? counted(all),
    worst: all.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)).slice(0, shown),
  };
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
