import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';
import { type ImageScanFinding, severities } from './image-scan.ts';

const vulnerability = z.object({
  VulnerabilityID: z.string(),
  PkgName: z.string().optional(),
  InstalledVersion: z.string().optional(),
  FixedVersion: z.string().optional(),
  Severity: z.string().optional(),
  PrimaryURL: z.string().optional(),
  Title: z.string().optional(),
  Description: z.string().optional(),
});

const report = z.object({
  SchemaVersion: z.number(),
  Metadata: z.object({ OS: z.object({ Family: z.string() }).optional() }).optional(),
  Results: z.array(z.object({ Vulnerabilities: z.array(vulnerability).nullish() })).nullish(),
});

const longestDescription = 1024;

/** What a scan by Trivy says. */
export interface TrivyReport {
  /** The worst first. A vulnerability counts once for each package that has it. */
  readonly findings: readonly ImageScanFinding[];
  /** Whether it found packages to look at: those of a distribution that it knows, or of the application. */
  readonly hasPackages: boolean;
}

/**
 * Reads a report of Trivy in JSON; undefined for a text that is no such report.
 * @see https://trivy.dev/latest/docs/configuration/reporting/#json
 */
export function readTrivyReport(text: string): TrivyReport | undefined {
  const { data } = report.safeParse(parseJson(text));
  if (data === undefined) return undefined;
  const results = data.Results ?? [];
  const found = results.flatMap(({ Vulnerabilities }) => Vulnerabilities ?? []).map(toFinding);
  const byPackage = new Map(found.map((each) => [`${each.name} ${JSON.stringify(each.attributes)}`, each]));
  const rank = ({ severity }: ImageScanFinding) => severities.indexOf(severity);
  return {
    findings: [...byPackage.values()].toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
    hasPackages: data.Metadata?.OS !== undefined || results.length > 0,
  };
}

const version = z.object({ VulnerabilityDB: z.object({ UpdatedAt: z.iso.datetime({ offset: true }) }) });

/** When the database is of, in milliseconds, as `trivy version` says in JSON; undefined where it says nothing of one. */
export function trivyDatabaseAt(text: string): number | undefined {
  const { data } = version.safeParse(parseJson(text));
  return data === undefined ? undefined : Date.parse(data.VulnerabilityDB.UpdatedAt);
}

function toFinding(found: z.output<typeof vulnerability>): ImageScanFinding {
  const description = found.Description ?? found.Title;
  const attributes = {
    package_name: found.PkgName,
    package_version: found.InstalledVersion,
    fixed_version: found.FixedVersion,
  };
  return {
    name: found.VulnerabilityID,
    severity: severities.find((each) => each === found.Severity) ?? 'UNDEFINED',
    ...(found.PrimaryURL === undefined ? {} : { uri: found.PrimaryURL }),
    ...(description === undefined ? {} : { description: description.slice(0, longestDescription) }),
    attributes: Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [{ key, value }],
    ),
  };
}
