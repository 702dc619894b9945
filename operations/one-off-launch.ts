import { z } from 'zod';
import { readStackOutputs } from './stack-outputs.ts';
import type { Target } from './target.ts';

/** What starting one-off tasks in an environment requires, and where their output goes. */
export interface OneOffLaunch {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly container: string;
  /** What stands before a command in the container, such as a shell that sets variables. */
  readonly entryPoint: readonly string[];
  readonly logGroup: string;
  readonly logStreamPrefix: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

const outputsSchema = z.object({
  ClusterName: z.string(),
  OneOffTaskFamily: z.string(),
  OneOffSecurityGroup: z.string(),
  PrivateSubnets: z.string(),
});

/**
 * Reads how to start one-off tasks from the outputs of the deployed stack and from the task definition. Raises
 * `STACK_OUTPUTS_UNREADABLE` where there is no such stack or the credentials do not reach it.
 */
export async function readOneOffLaunch(target: Target): Promise<OneOffLaunch> {
  const outputs = await readStackOutputs(target, outputsSchema);
  const ecs = await target.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: outputs.OneOffTaskFamily });
  const [container] = taskDefinition?.containerDefinitions ?? [];
  const options = container?.logConfiguration?.options ?? {};
  return {
    cluster: outputs.ClusterName,
    taskDefinition: outputs.OneOffTaskFamily,
    container: container?.name ?? '',
    entryPoint: container?.entryPoint ?? [],
    logGroup: options['awslogs-group'] ?? '',
    logStreamPrefix: options['awslogs-stream-prefix'] ?? '',
    subnets: outputs.PrivateSubnets.split(','),
    securityGroups: [outputs.OneOffSecurityGroup],
  };
}
