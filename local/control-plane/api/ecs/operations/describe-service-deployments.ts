import { z } from 'zod';
import { findDeployment } from '../find-deployment.ts';
import { operation } from '../operation.ts';
import { serviceDeploymentShape } from '../shapes/service-deployment.ts';

const input = z.object({ serviceDeploymentArns: z.array(z.string()).min(1).max(20) });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html */
export const describeServiceDeployments = operation(input, ({ serviceDeploymentArns }, controlPlane) => {
  const state = controlPlane.state();
  const found = serviceDeploymentArns.flatMap((arn) => findDeployment(state, arn) ?? []);
  const missing = serviceDeploymentArns.filter((arn) => findDeployment(state, arn) === undefined);
  return {
    serviceDeployments: found.map((deployment) => serviceDeploymentShape(deployment, state)),
    failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
  };
});
