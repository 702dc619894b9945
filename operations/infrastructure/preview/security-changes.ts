import type { TemplateDiff } from '@aws-cdk/cloudformation-diff';
import type { SecurityChange } from './infrastructure-preview.ts';

type Changes = Pick<TemplateDiff, 'iamChanges' | 'securityGroupChanges'>;
type Statement = TemplateDiff['iamChanges']['statements']['additions'][number];
type Rule = TemplateDiff['securityGroupChanges']['ingress']['additions'][number];
type ManagedPolicy = TemplateDiff['iamChanges']['managedPolicies']['additions'][number];

/** Permissions and network rules that come or go: what allows more first, then by text. */
export function securityChanges({ iamChanges, securityGroupChanges }: Changes): readonly SecurityChange[] {
  const { statements, managedPolicies } = iamChanges;
  const { ingress, egress } = securityGroupChanges;
  const all = [
    ...statements.additions.map((statement) => permission(statement, 'added')),
    ...statements.removals.map((statement) => permission(statement, 'removed')),
    ...managedPolicies.additions.map((policy) => managed(policy, 'added')),
    ...managedPolicies.removals.map((policy) => managed(policy, 'removed')),
    ...ingress.additions.map((rule) => network(rule, ['into', 'from'], 'added')),
    ...ingress.removals.map((rule) => network(rule, ['into', 'from'], 'removed')),
    ...egress.additions.map((rule) => network(rule, ['out of', 'to'], 'added')),
    ...egress.removals.map((rule) => network(rule, ['out of', 'to'], 'removed')),
  ];
  return all.toSorted(
    (one, other) => Number(other.isBroader) - Number(one.isBroader) || compare(one.text, other.text),
  );
}

function permission(statement: Statement, change: SecurityChange['change']): SecurityChange {
  const { effect, action, resource, principal, condition } = statement.render();
  const parts = [effect, action, 'on', resource, 'for', principal, condition && `if ${condition}`];
  return {
    ...{ kind: 'permission', change, text: oneLine(parts.filter(Boolean).join(' ')) },
    isBroader: (change === 'added') !== statement.isNegativeStatement,
  };
}

function managed(policy: ManagedPolicy, change: SecurityChange['change']): SecurityChange {
  const text = oneLine(`${policy.managedPolicyArn} for ${policy.identityArn}`);
  return { kind: 'managed policy', change, text, isBroader: change === 'added' };
}

function network(
  rule: Rule,
  [way, peer]: readonly [string, string],
  change: SecurityChange['change'],
): SecurityChange {
  const text = oneLine(`${rule.describeProtocol()} ${way} ${rule.groupId} ${peer} ${rule.describePeer()}`);
  return { kind: 'network', change, text, isBroader: change === 'added' };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** By code units: the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
