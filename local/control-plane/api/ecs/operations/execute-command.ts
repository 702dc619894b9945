import { z } from 'zod';
import { command } from '../../../../../failure/command.ts';
import { findTask } from '../../../model/references.ts';
import { AwsError } from '../../aws-error.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';

const input = z.object({ cluster: z.string().optional(), task: z.string() });

/**
 * There is no SSM agent in a local task, so that nothing can be connected to.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
 */
export const executeCommand = operation(input, ({ cluster, task }, controlPlane) => {
  const state = controlPlane.state();
  requireCluster(state, cluster);
  if (findTask(state, task) === undefined) {
    throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
  }
  throw new AwsError(
    'TargetNotConnectedException',
    `Local tasks have no SSM agent. Use ${command('store:console')} -- COMMAND`,
  );
});
