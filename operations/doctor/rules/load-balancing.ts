import type { LoadBalancerFacts, ServiceFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';
import { deployAgain } from './service-commands.ts';

/** The load balancer, its listeners and their rules. */
export const loadBalancing: Rule = ({ loadBalancer, environment, services }) => [
  ...(loadBalancer.isKnown
    ? [...state(loadBalancer.value), ...listeners(loadBalancer.value, environment)]
    : []),
  ...services.flatMap((service) => notForwarded(service, environment)),
];

/**
 * Targets of a target group that no listener forwards to.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
function notForwarded({ name, targets }: ServiceFacts, environment: string): readonly Finding[] {
  const unused = (targets.isKnown ? targets.value : []).filter(({ reason }) => reason === 'Target.NotInUse');
  if (unused.length === 0) return [];
  const said = unused.map(({ reason, description }) =>
    description === undefined ? `${reason}` : `${reason}: ${description}`,
  );
  return [
    {
      ...{ cause: 'listener', weight: 'cause', about: name },
      says: `No listener forwards requests to the target group of ${name}, or not in the zone of its tasks.`,
      evidence: [...new Set(said)],
      advice: [
        `See what the rules forward to: aws elbv2 describe-target-groups --query 'TargetGroups[].[TargetGroupName,LoadBalancerArns]'`,
        `It was changed by hand. Deploy the definition again: ${deployAgain(environment)}`,
      ],
    },
  ];
}

function state({ arn, state: found }: LoadBalancerFacts): readonly Finding[] {
  if (found === 'active') return [];
  return [
    {
      ...{ cause: 'load-balancer', weight: 'cause', about: nameOf(arn) },
      says: `The load balancer is ${found}.`,
      evidence: [`State: ${found}`],
      advice: [
        `See why: aws elbv2 describe-load-balancers --load-balancer-arns ${arn} --query 'LoadBalancers[].State'. Its subnets need free addresses.`,
      ],
    },
  ];
}

function listeners({ arn, listeners: found }: LoadBalancerFacts, environment: string): readonly Finding[] {
  const forwarding = found.filter(({ rules }) => rules.some(({ forwardsTo }) => forwardsTo.length > 0));
  if (forwarding.length > 0) return [];
  const says =
    found.length === 0
      ? 'The load balancer has no listener.'
      : 'No rule of a listener forwards requests to the store.';
  return [
    {
      ...{ cause: 'listener', weight: 'cause', about: nameOf(arn), says },
      evidence: found.map(
        ({ port, rules }) => `Port ${port}: ${rules.length} rules, none with the action forward`,
      ),
      advice: [`It was changed by hand. Deploy the definition again: ${deployAgain(environment)}`],
    },
  ];
}

/** `app/NAME/ID` of the ARN of a load balancer is its name. */
const nameOf = (arn: string): string => arn.split('/')[2] ?? arn;
