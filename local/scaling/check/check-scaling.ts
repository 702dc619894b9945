import type { CheckInput } from './check-input.ts';
import type { Acknowledgements, Finding } from './finding.ts';
import { databaseConnections } from './rules/database-connections.ts';
import { deregistrationDelay } from './rules/deregistration-delay.ts';
import { fargateQuota } from './rules/fargate-quota.ts';
import { gracePeriod } from './rules/grace-period.ts';
import { metricNotInProportion } from './rules/metric-not-in-proportion.ts';
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
];

/** What cannot work in a definition, each finding with the reason why it stays, where there is one. */
export function checkScaling(input: CheckInput, acknowledgements: Acknowledgements): readonly Finding[] {
  return rules.flatMap((rule) => rule(input)).map((finding) => acknowledged(finding, acknowledgements));
}

/** Findings that nobody has acknowledged. */
export function openFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ acknowledged: reason }) => reason === undefined);
}

function acknowledged(finding: Finding, acknowledgements: Acknowledgements): Finding {
  const reason = new Map(Object.entries(acknowledgements[finding.logicalId] ?? {})).get(finding.rule);
  return reason === undefined ? finding : { ...finding, acknowledged: reason };
}
