import { z } from 'zod';
import { findRevision } from '../find-deployment.ts';
import { operation } from '../operation.ts';
import { serviceRevisionShape } from '../shapes/service-revision.ts';

const input = z.object({ serviceRevisionArns: z.array(z.string()).min(1).max(20) });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html */
export const describeServiceRevisions = operation(input, ({ serviceRevisionArns }, controlPlane) => {
  const state = controlPlane.state();
  const found = serviceRevisionArns.flatMap((arn) => findRevision(state, arn) ?? []);
  const missing = serviceRevisionArns.filter((arn) => findRevision(state, arn) === undefined);
  return {
    serviceRevisions: found.map(({ service, deployment }) =>
      serviceRevisionShape(state, service, deployment),
    ),
    failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
  };
});
