import { styleText } from 'node:util';
import { openFindings } from '../../local/scaling/check/check-scaling.ts';
import type { Finding } from '../../local/scaling/check/finding.ts';

/** Findings for a person: those that are open first. */
export function findingsText(findings: readonly Finding[]): string {
  const open = openFindings(findings);
  const rest = findings.filter((finding) => !open.includes(finding));
  return [...open.map(openLines), ...rest.map(acknowledgedLines), summary(open.length, rest.length)].join(
    '\n',
  );
}

function openLines({ rule, logicalId, message, mend }: Finding): string {
  return `${styleText('red', '✖')} ${rule}: ${logicalId}\n    ${message}\n    ${mend}`;
}

function acknowledgedLines({ rule, logicalId, message, acknowledged = '' }: Finding): string {
  return `${styleText('green', '✔')} ${rule}: ${logicalId}\n    ${message}\n    Acknowledged: ${acknowledged}`;
}

function summary(open: number, acknowledged: number): string {
  if (open + acknowledged === 0) return 'No findings.';
  const findings = open === 1 ? '1 open finding' : `${open === 0 ? 'No' : open} open findings`;
  return acknowledged === 0 ? `${findings}.` : `${findings}, ${acknowledged} acknowledged.`;
}
