import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { loadBalancers, requireLoadBalancer } from '../find.ts';
import { names, operation, paging } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { loadBalancerShape } from '../shapes/load-balancer.ts';

const parameters = z.object({ LoadBalancerArns: names, Names: names, ...paging });

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
export const describeLoadBalancers = operation(parameters, (request, controlPlane) => {
  const all = loadBalancers(controlPlane);
  const byName = request.Names?.map((name) => {
    const found = all.find((balancer) => balancer.name === name);
    if (found === undefined)
      throw new AwsError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`);
    return found;
  });
  const byArn = request.LoadBalancerArns?.map((arn) => requireLoadBalancer(controlPlane, arn));
  const { items, NextMarker } = pageOf(byArn ?? byName ?? all, request);
  return { LoadBalancers: items.map(loadBalancerShape), NextMarker };
});
