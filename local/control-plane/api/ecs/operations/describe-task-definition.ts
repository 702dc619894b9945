import { z } from 'zod';
import { findTaskDefinition } from '../../../model/references.ts';
import { AwsError } from '../../aws-error.ts';
import { operation } from '../operation.ts';
import { tagShapes } from '../shapes/tags.ts';
import { taskDefinitionShape } from '../shapes/task-definition.ts';

const input = z.object({
  taskDefinition: z.string(),
  include: z.array(z.enum(['TAGS'])).default([]),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export const describeTaskDefinition = operation(input, ({ taskDefinition, include }, controlPlane) => {
  const found = findTaskDefinition(controlPlane.state(), taskDefinition);
  if (found === undefined) throw new AwsError('ClientException', 'Unable to describe task definition.');
  return {
    taskDefinition: taskDefinitionShape(found),
    tags: include.includes('TAGS') ? tagShapes(found.content.tags) : undefined,
  };
});
