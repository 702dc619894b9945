import { z } from 'zod';
import { command } from '../../../../../failure/command.ts';
import { AwsError } from '../../aws-error.ts';
import { stackOperation } from '../operation.ts';

const parameters = z.object({ TemplateStage: z.enum(['Original', 'Processed']).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = stackOperation(parameters, async (_, { name }, { template }) => {
  const TemplateBody = await template();
  if (TemplateBody !== undefined) return { TemplateBody, StagesAvailable: ['Original', 'Processed'] };
  const message = `The template of stack ${name} cannot be read. Write it again: ${command('local:up')}`;
  throw new AwsError('ValidationError', message);
});
