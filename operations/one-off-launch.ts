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

/** Seeds are told the password of the first administrator, which no other command is. */
export type OneOffPurpose = 'command' | 'seeds';

const outputsSchema = z.object({
  ClusterName: z.string(),
  OneOffTaskFamily: z.string(),
  /** Absent where seeds need no more than other commands. */
  SeedTaskFamily: z.string().optional(),
  OneOffSecurityGroup: z.string(),
  PrivateSubnets: z.string(),
});

/**
 * Reads how to start one-off tasks from the outputs of the deployed stack and from the task definition. Raises
 * `STACK_OUTPUTS_UNREADABLE` where there is no such stack or the credentials do not reach it.
 */
export async function readOneOffLaunch(
  target: Target,
  purpose: OneOffPurpose = 'command',
): Promise<OneOffLaunch> {
  const outputs = await readStackOutputs(target, outputsSchema);
  const ecs = await target.clients.ecs();
  const { OneOffTaskFamily, SeedTaskFamily = OneOffTaskFamily } = outputs;
  const family = purpose === 'seeds' ? SeedTaskFamily : OneOffTaskFamily;
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: family });
  const [container] = taskDefinition?.containerDefinitions ?? [];
  const options = container?.logConfiguration?.options ?? {};
  return {
    cluster: outputs.ClusterName,
    taskDefinition: family,
    container: container?.name ?? '',
    entryPoint: container?.entryPoint ?? [],
    logGroup: options['awslogs-group'] ?? '',
    logStreamPrefix: options['awslogs-stream-prefix'] ?? '',
    subnets: outputs.PrivateSubnets.split(','),
    securityGroups: [outputs.OneOffSecurityGroup],
  };
}
