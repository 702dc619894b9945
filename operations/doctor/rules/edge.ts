import type { DistributionFacts, DoctorFacts, VpcOriginFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';
import { deployAgain } from './service-commands.ts';

/**
 * Between CloudFront and the load balancer.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const edge: Rule = (facts) => {
  const { distribution } = facts;
  if (!distribution.isKnown) return origins(facts, undefined);
  return [...ofDistribution(distribution.value, facts.environment), ...origins(facts, distribution.value)];
};

function ofDistribution(
  { id, status, isEnabled, defaultOrigin }: DistributionFacts,
  environment: string,
): readonly Finding[] {
  const about = { cause: 'distribution', about: id } as const;
  return [
    ...(isEnabled
      ? []
      : [
          {
            ...about,
            ...{ weight: 'cause' as const, says: 'The distribution is disabled: nobody reaches the store.' },
            evidence: ['Enabled: false'],
            advice: [`Enable it in stack/, and deploy: ${deployAgain(environment)}`],
          },
        ]),
    ...(status === 'InProgress'
      ? [
          {
            ...about,
            ...{
              weight: 'note' as const,
              says: 'A change of the distribution is on its way to the edge locations.',
            },
            evidence: [`Status: ${status}`],
            advice: [`Wait for it: aws cloudfront wait distribution-deployed --id ${id}`],
          },
        ]
      : []),
    ...(defaultOrigin.vpcOriginId === undefined
      ? [
          {
            ...{ cause: 'vpc-origin' as const, about: id, weight: 'cause' as const },
            says: 'The distribution does not use a VPC origin, so that it cannot reach the internal load balancer.',
            evidence: [`Origin of the default behaviour: ${defaultOrigin.domainName}`],
            advice: [`It was changed by hand. Deploy the definition again: ${deployAgain(environment)}`],
          },
        ]
      : []),
  ];
}

function origins(
  { vpcOrigins, loadBalancer, environment }: DoctorFacts,
  distribution: DistributionFacts | undefined,
): readonly Finding[] {
  if (!vpcOrigins.isKnown) return [];
  const wanted = distribution?.defaultOrigin.vpcOriginId;
  if (distribution !== undefined && wanted === undefined) return [];
  const used = vpcOrigins.value.filter(({ id }) => wanted === undefined || id === wanted);
  if (used.length === 0 && wanted !== undefined) return [gone(wanted, environment)];
  return used.flatMap((origin) => [
    ...(origin.status === 'Deployed' ? [] : [notDeployed(origin, environment)]),
    ...(loadBalancer.isKnown && wanted !== undefined && origin.endpointArn !== loadBalancer.value.arn
      ? [elsewhere(origin, loadBalancer.value.arn, environment)]
      : []),
  ]);
}

const vpcOrigin = (about: string) => ({ cause: 'vpc-origin', weight: 'cause', about }) as const;

function gone(id: string, environment: string): Finding {
  return {
    ...vpcOrigin(id),
    says: `The VPC origin ${id}, which the distribution uses, does not exist.`,
    evidence: [],
    advice: [`Deploy the definition again: ${deployAgain(environment)}`],
  };
}

function notDeployed({ id, status }: VpcOriginFacts, environment: string): Finding {
  return {
    ...vpcOrigin(id),
    says: `The VPC origin ${id} is not deployed, so that CloudFront cannot reach the load balancer.`,
    evidence: [`Status: ${status}`],
    advice:
      status === 'Deploying'
        ? [
            `Wait: a VPC origin takes up to 15 minutes. See how far it is: aws cloudfront get-vpc-origin --id ${id} --query VpcOrigin.Status`,
          ]
        : [
            `Check that the VPC has an internet gateway and that the subnets have free addresses, and deploy again: ${deployAgain(environment)}`,
          ],
  };
}

function elsewhere({ id, endpointArn }: VpcOriginFacts, arn: string, environment: string): Finding {
  return {
    ...vpcOrigin(id),
    says: `The VPC origin ${id} leads to another load balancer than the store has.`,
    evidence: [`Arn: ${endpointArn}`, `LoadBalancerArn: ${arn}`],
    advice: [`Deploy the definition again: ${deployAgain(environment)}`],
  };
}
