import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import type { ControlPlane } from '../../control-plane.ts';
import { loadBalancers, targetGroups } from '../find.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
export const describeTags = operation(
  z.object({ ResourceArns: z.array(z.string()).min(1).max(20) }),
  ({ ResourceArns }, controlPlane) => {
    const resources = tagged(controlPlane);
    return { TagDescriptions: ResourceArns.map((arn) => describe(arn, resources)) };
  },
);

interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Everything of the definition that may carry tags. */
function tagged(controlPlane: ControlPlane): readonly Tagged[] {
  const balancers = loadBalancers(controlPlane);
  const listeners = balancers.flatMap((balancer) => balancer.listeners);
  return [
    ...balancers,
    ...listeners,
    ...listeners.flatMap(({ rules }) => rules),
    ...targetGroups(controlPlane),
  ];
}

function describe(ResourceArn: string, resources: readonly Tagged[]) {
  const found = resources.find(({ arn }) => arn === ResourceArn);
  if (found === undefined) throw notFound(ResourceArn);
  return { ResourceArn, Tags: Object.entries(found.tags).map(([Key, Value]) => ({ Key, Value })) };
}

const errors: readonly (readonly [part: string, code: string, what: string])[] = [
  [':listener-rule/', 'RuleNotFound', 'Rules'],
  [':listener/', 'ListenerNotFound', 'Listeners'],
  [':targetgroup/', 'TargetGroupNotFound', 'Target groups'],
  ['', 'LoadBalancerNotFound', 'Load balancers'],
];

function notFound(arn: string): AwsError {
  const [, code, what] = errors.find(([part]) => arn.includes(part)) ?? ['', 'LoadBalancerNotFound', ''];
  return new AwsError(code, `${what} '${arn}' not found`);
}
