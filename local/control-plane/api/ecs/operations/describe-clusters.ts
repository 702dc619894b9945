import { z } from 'zod';
import { clusterArn } from '../../../model/arns.ts';
import { isThisCluster } from '../../../model/references.ts';
import { operation } from '../operation.ts';
import { definedCluster } from '../references.ts';
import { clusterIncludes, clusterShape } from '../shapes/cluster.ts';

const input = z.object({
  clusters: z.array(z.string()).max(100).default(['default']),
  include: z.array(z.enum(clusterIncludes)).default([]),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html */
export const describeClusters = operation(input, ({ clusters, include }, controlPlane) => {
  const state = controlPlane.state();
  const missing = clusters.filter((cluster) => !isThisCluster(state, cluster));
  return {
    clusters:
      missing.length < clusters.length ? [clusterShape(state, definedCluster(controlPlane), include)] : [],
    failures: missing.map((cluster) => ({
      arn: cluster.startsWith('arn:') ? cluster : clusterArn({ ...state, clusterName: cluster }),
      reason: 'MISSING',
    })),
  };
});
