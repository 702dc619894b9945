import { styleText } from 'node:util';
import { countFindings, type FindingCounts, openFindings } from '../../local/scaling/check/check-scaling.ts';
import type { Finding } from '../../local/scaling/check/finding.ts';

/** Findings for a person: those that are open first. */
export function findingsText(findings: readonly Finding[]): string {
  const open = openFindings(findings);
  const rest = findings.filter((finding) => !open.includes(finding));
  const counts = findingCounts(countFindings(findings));
  return [...open.map(openLines), ...rest.map(acknowledgedLines), `${capitalized(counts)}.`].join('\n');
}

function openLines(finding: Finding): string {
  const { acknowledgedForOtherFigures: reason } = finding;
  const rest = reason === undefined ? [] : [`Acknowledged for other figures, so it is open: ${reason}`];
  return lines(styleText('red', '✖'), finding, rest);
}

function acknowledgedLines(finding: Finding): string {
  return lines(styleText('green', '✔'), finding, [`Acknowledged: ${finding.acknowledged}`]);
}

function lines(mark: string, { rule, logicalId, message, mend }: Finding, rest: readonly string[]): string {
  return [`${mark} ${rule}: ${logicalId}`, message, mend, ...rest].join('\n    ');
}

/** How many there are of each, as a part of a sentence. */
export function findingCounts({ open, acknowledged }: FindingCounts): string {
  if (open + acknowledged === 0) return 'no findings';
  const findings = open === 1 ? '1 open finding' : `${open === 0 ? 'no' : open} open findings`;
  return acknowledged === 0 ? findings : `${findings}, ${acknowledged} acknowledged`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
