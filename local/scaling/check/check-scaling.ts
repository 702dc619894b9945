import type { CheckInput } from './check-input.ts';
import type { Acknowledgements, Finding } from './finding.ts';
import { databaseConnections } from './rules/database-connections.ts';
import { deregistrationDelay } from './rules/deregistration-delay.ts';
import { fargateQuota } from './rules/fargate-quota.ts';
import { gracePeriod } from './rules/grace-period.ts';
import { metricNotInProportion } from './rules/metric-not-in-proportion.ts';
import { numberedDays } from './rules/numbered-days.ts';
import { policyNeverActs } from './rules/policy-never-acts.ts';
import { policyNeverComesBack } from './rules/policy-never-comes-back.ts';
import { redisClients } from './rules/redis-clients.ts';
import { slowToTheMaximum } from './rules/slow-to-the-maximum.ts';
import { stopTimeout } from './rules/stop-timeout.ts';
import { subnetAddresses } from './rules/subnet-addresses.ts';

const rules: readonly ((input: CheckInput) => readonly Finding[])[] = [
  policyNeverActs,
  policyNeverComesBack,
  metricNotInProportion,
  slowToTheMaximum,
  gracePeriod,
  stopTimeout,
  deregistrationDelay,
  databaseConnections,
  redisClients,
  fargateQuota,
  subnetAddresses,
  numberedDays,
];

/**
 * What cannot work in a definition, each finding with the reason why it stays, where there is one. `stated` is the same
 * definition with the stated facts alone, which reasons are given for unless they say otherwise.
 */
export function checkScaling(
  input: CheckInput,
  acknowledgements: Acknowledgements,
  stated = input,
): readonly Finding[] {
  const findings = findingsIn(input);
  const usual = stated === input ? findings : findingsIn(stated);
  return findings.map((finding) => acknowledged(finding, acknowledgements, usual));
}

function findingsIn(input: CheckInput): readonly Finding[] {
  return rules.flatMap((rule) => rule(input));
}

/** How many findings are open, and how many are not. */
export interface FindingCounts {
  readonly open: number;
  readonly acknowledged: number;
}

export function countFindings(findings: readonly Finding[]): FindingCounts {
  const open = openFindings(findings).length;
  return { open, acknowledged: findings.length - open };
}

/** Findings that nobody has acknowledged. */
export function openFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ acknowledged: reason }) => reason === undefined);
}

function acknowledged(
  finding: Finding,
  acknowledgements: Acknowledgements,
  usual: readonly Finding[],
): Finding {
  const given = new Map(Object.entries(acknowledgements[finding.logicalId] ?? {})).get(finding.rule);
  if (given === undefined) return finding;
  const { reason, figures } = given;
  const isMeant =
    figures === undefined ? usual.some((other) => saysTheSame(other, finding)) : hasFigures(finding, figures);
  return isMeant ? { ...finding, acknowledged: reason } : { ...finding, acknowledgedForOtherFigures: reason };
}

/** The remedy counts as well: it may have a figure that the rest does not depend on. */
function saysTheSame(other: Finding, finding: Finding): boolean {
  const members = ['rule', 'logicalId', 'message', 'mend'] as const;
  return members.every((member) => other[member] === finding[member]) && hasFigures(finding, other.numbers);
}

function hasFigures({ numbers }: Finding, figures: Finding['numbers']): boolean {
  return Object.entries(figures).every(([name, figure]) => numbers[name] === figure);
}
