import { z } from 'zod';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { readStackOutputs } from '../../operations/stack-outputs.ts';
import type { Target } from '../../operations/target.ts';

/** What starting workers in an environment takes. */
export interface WorkerLaunch {
  readonly cluster: string;
  readonly taskDefinition: string;
  /** The container of the task definition. */
  readonly container: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly bucket: string;
}

const outputsSchema = z.object({
  ClusterName: z.string(),
  PrivateSubnets: z.string(),
  LoadTestTaskFamily: z.string().optional(),
  LoadTestSecurityGroup: z.string().optional(),
  LoadTestBucketName: z.string().optional(),
});

/** The container's name in the definition. */
const container = 'loadtest';

/**
 * Reads from the outputs of the deployed stack how workers are started. Raises `WORKERS_NOT_DEFINED` where the stack has
 * none, as one that was deployed by an earlier version, and `STACK_OUTPUTS_UNREADABLE`.
 */
export async function readWorkerLaunch(target: Target): Promise<WorkerLaunch> {
  const outputs = await readStackOutputs(target, outputsSchema);
  const { LoadTestTaskFamily, LoadTestSecurityGroup, LoadTestBucketName } = outputs;
  if (!LoadTestTaskFamily || !LoadTestSecurityGroup || !LoadTestBucketName) throw notDefined(target);
  return {
    ...{ cluster: outputs.ClusterName, taskDefinition: LoadTestTaskFamily, container },
    ...{ subnets: outputs.PrivateSubnets.split(','), securityGroups: [LoadTestSecurityGroup] },
    bucket: LoadTestBucketName,
  };
}

function notDefined({ environment }: Target): Failure {
  const message = `The stack of ${environment} defines no load test workers.`;
  const hint =
    environment === 'local'
      ? `Update the local environment (${command('local:up')}), or leave out --workers.`
      : `Deploy the stack again (cdk deploy -c environment=${environment}), or leave out --workers.`;
  return new Failure('WORKERS_NOT_DEFINED', message, { hint });
}
