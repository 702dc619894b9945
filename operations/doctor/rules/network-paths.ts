import type { NetworkPath, NetworkRule, SecurityGroupFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';
import { deployAgain } from './service-commands.ts';

/**
 * Ways that security groups close.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export const networkPaths: Rule = (facts) =>
  facts.networkPaths.isKnown
    ? facts.networkPaths.value.flatMap((path) => closed(path, facts.environment))
    : [];

function closed(path: NetworkPath, environment: string): readonly Finding[] {
  const { from, to, port, fromGroups, toGroups, sources } = path;
  const lets = toGroups.some(({ ingress }) => ingress.some((rule) => matches(rule, port, sources)));
  const goals = toGroups.map(({ id }) => id);
  const leaves =
    fromGroups.length === 0 ||
    fromGroups.some(({ egress }) => egress.some((rule) => matches(rule, port, goals)));
  return [
    ...(lets ? [] : [notLetIn(path, environment)]),
    ...(leaves
      ? []
      : [
          {
            ...finding(path),
            says: `The security groups of ${from} let nothing out to ${to} on port ${port}.`,
            evidence: fromGroups.flatMap((group) => described(group, 'egress')),
            advice: [
              `Let them out again: ${deployAgain(environment)}, or add a rule for ${idsOf(toGroups)}.`,
            ],
          },
        ]),
  ];
}

const finding = ({ from }: NetworkPath) =>
  ({ cause: 'security-group', weight: 'cause', about: from }) as const;

function notLetIn(path: NetworkPath, environment: string): Finding {
  const { from, to, port, sources, toGroups } = path;
  return {
    ...finding(path),
    says: `The security groups of ${to} do not let ${from} in on port ${port}.`,
    evidence: toGroups.flatMap((group) => described(group, 'ingress')),
    advice: [
      `Let it in again: ${deployAgain(environment)}, or aws ec2 authorize-security-group-ingress --group-id ${idsOf(toGroups)} --protocol tcp --port ${port} for ${sources.join(' or ') || from}`,
    ],
  };
}

/** A range of addresses may hold the other end: what is not known is not closed. */
function matches(rule: NetworkRule, port: number, peers: readonly string[]): boolean {
  if (rule.protocol !== 'tcp' && rule.protocol !== '-1') return false;
  const isPort = rule.protocol === '-1' || ((rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535));
  return isPort && (rule.ranges.length > 0 || rule.peers.some((peer) => peers.includes(peer)));
}

function described(group: SecurityGroupFacts, direction: 'ingress' | 'egress'): readonly string[] {
  const rules = group[direction].map(({ protocol, fromPort, toPort, peers, ranges }) => {
    const ports = protocol === '-1' ? 'all ports' : `${protocol} ${fromPort ?? 0}-${toPort ?? 65_535}`;
    return `${ports} ${direction === 'ingress' ? 'from' : 'to'} ${[...peers, ...ranges].join(', ') || 'nobody'}`;
  });
  return [`${group.id}: ${rules.join('; ') || `no ${direction} rule`}`];
}

const idsOf = (groups: readonly SecurityGroupFacts[]): string => groups.map(({ id }) => id).join(', ');
