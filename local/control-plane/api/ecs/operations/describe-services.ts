import { z } from 'zod';
import { serviceArn } from '../../../model/arns.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import { findService } from '../../../model/references.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { serviceShape } from '../shapes/service.ts';

const input = z.object({
  cluster: z.string().optional(),
  services: z.array(z.string()).min(1).max(10),
  include: z.array(z.enum(['TAGS'])).default([]),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export const describeServices = operation(input, ({ cluster, services, include }, controlPlane) => {
  const state = controlPlane.state();
  requireCluster(state, cluster);
  const found = services.flatMap((reference) => findService(state, reference) ?? []);
  return {
    services: [...new Set(found)].map((service) => serviceShape(service, state, include.includes('TAGS'))),
    failures: services.filter((reference) => findService(state, reference) === undefined).map(missing(state)),
  };
});

function missing(state: ClusterState) {
  return (reference: string) => ({
    arn: reference.startsWith('arn:') ? reference : serviceArn(state, reference),
    reason: 'MISSING',
  });
}
