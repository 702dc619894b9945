import { Failure } from '../../failure/failure.ts';
import { type AcceptedFindings, acceptedFindingsFile } from '../images/accepted-findings.ts';
import type { CompleteScan, Finding, ScanResult } from '../images/scan-result.ts';

const dayMs = 86_400_000;
/** Scanners get new vulnerabilities every day. */
const recentMs = 7 * dayMs;

/**
 * What the scan of an image says, in one phrase. Raises `CRITICAL_FINDINGS` for critical ones, but for those that were
 * accepted by name. A scan that was not made is said, and does not stop a release. `now` is in milliseconds.
 */
export function judgeScan(scan: ScanResult, accepted: AcceptedFindings, now: number): string {
  if (scan.status === 'absent') return `not scanned: ${scan.reason}`;
  const { CRITICAL: critical = 0, HIGH: high = 0, MEDIUM: medium = 0 } = scan.findings;
  const listed = scan.worst.filter(({ severity }) => severity === 'CRITICAL');
  const open = listed.filter(({ name }) => !accepted.names.has(name));
  // The list has the worst only: more critical ones than it shows are open too.
  const unknown = Math.max(0, critical - listed.length);
  if (open.length + unknown > 0) throw criticalFindings(open, open.length + unknown, accepted.expired);
  const acceptedCount = listed.length - open.length;
  return [
    `${critical} critical, ${high} high, ${medium} medium`,
    ...(acceptedCount === 0 ? [] : [`(${acceptedCount} accepted)`]),
    ...ageOf(scan, now),
  ].join(' ');
}

function ageOf({ knownAt }: CompleteScan, now: number): readonly string[] {
  if (knownAt === undefined || now - knownAt.getTime() < recentMs) return [];
  return [`by a database of ${knownAt.toISOString().slice(0, 10)}`];
}

function criticalFindings(
  open: readonly Finding[],
  count: number,
  expired: AcceptedFindings['expired'],
): Failure {
  const byName = Map.groupBy(open, ({ name }) => name);
  const lines = [...byName].map(([name, found]) => `  ${name}${detailsOf(found)}${expiryOf(name, expired)}`);
  const more = count > open.length ? [`  and ${count - open.length} more`] : [];
  const names = [...byName.keys()].map((name) => `--accept ${name}`).join(' ');
  const words = count === 1 ? 'one critical finding' : `${count} critical findings`;
  return new Failure(
    'CRITICAL_FINDINGS',
    [`The scan of the image has ${words}:`, ...lines, ...more].join('\n'),
    {
      hint:
        names === ''
          ? 'Update what they are in and release again.'
          : `Update what they are in and release again. To release in spite of them: ${names}, or a line for each in ${acceptedFindingsFile}.`,
    },
  );
}

/** The packages that have it, and where it is described. */
function detailsOf(found: readonly Finding[]): string {
  const packages = [...new Set(found.flatMap((each) => each.package ?? []))];
  const link = found.find((each) => each.link !== undefined)?.link;
  return [
    packages.length === 0 ? '' : ` in ${packages.join(', ')}`,
    link === undefined ? '' : `: ${link}`,
  ].join('');
}

function expiryOf(name: string, expired: AcceptedFindings['expired']): string {
  const until = expired.get(name);
  return until === undefined ? '' : ` (was accepted until ${until})`;
}
