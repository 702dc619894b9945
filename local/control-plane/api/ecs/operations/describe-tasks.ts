import { z } from 'zod';
import { taskArn } from '../../../model/arns.ts';
import { findTask } from '../../../model/references.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { taskShape } from '../shapes/task.ts';

const input = z.object({
  cluster: z.string().optional(),
  tasks: z.array(z.string()).min(1).max(100),
  include: z.array(z.enum(['TAGS'])).default([]),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
export const describeTasks = operation(input, ({ cluster, tasks, include }, controlPlane) => {
  const state = controlPlane.state();
  requireCluster(state, cluster);
  const found = tasks.flatMap((reference) => findTask(state, reference) ?? []);
  const missing = tasks.filter((reference) => findTask(state, reference) === undefined);
  return {
    tasks: [...new Set(found)].map((task) => taskShape(task, state, include.includes('TAGS'))),
    failures: missing.map((reference) => ({
      arn: reference.startsWith('arn:') ? reference : taskArn(state, reference),
      reason: 'MISSING',
    })),
  };
});
