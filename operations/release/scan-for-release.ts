import { Failure } from '../../failure/failure.ts';
import type { Finding, ScanResult } from '../images/scan-result.ts';

/**
 * What the scan of an image says, in one phrase. Raises `CRITICAL_FINDINGS` for critical ones, but for those that were
 * accepted by name. A scan that was not made is said, and does not stop a release.
 */
export function judgeScan(scan: ScanResult, accepted: readonly string[]): string {
  if (scan.status === 'absent') return `not scanned: ${scan.reason}`;
  const { CRITICAL: critical = 0, HIGH: high = 0, MEDIUM: medium = 0 } = scan.findings;
  const open = scan.worst.filter(({ name, severity }) => severity === 'CRITICAL' && !accepted.includes(name));
  const acceptedCount = scan.worst.filter(({ name }) => accepted.includes(name)).length;
  // The list has the worst only: more critical ones than it shows are open too.
  const unknown = Math.max(0, critical - scan.worst.filter(({ severity }) => severity === 'CRITICAL').length);
  if (open.length + unknown > 0) throw criticalFindings(open, open.length + unknown);
  const said = `${critical} critical, ${high} high, ${medium} medium`;
  return acceptedCount === 0 ? said : `${said} (${acceptedCount} accepted)`;
}

function criticalFindings(open: readonly Finding[], count: number): Failure {
  const lines = open.map(({ name, package: of, link }) =>
    [`  ${name}`, of === undefined ? '' : ` in ${of}`, link === undefined ? '' : `: ${link}`].join(''),
  );
  const more = count > open.length ? [`  and ${count - open.length} more`] : [];
  const names = open.map(({ name }) => `--accept ${name}`).join(' ');
  return new Failure(
    'CRITICAL_FINDINGS',
    [`The scan of the image has ${count} critical findings:`, ...lines, ...more].join('\n'),
    { hint: `Update what they are in and release again. To release in spite of them: ${names}` },
  );
}
