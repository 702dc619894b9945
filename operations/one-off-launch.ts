import { z } from 'zod';
import { Failure } from '../failure/failure.ts';
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

/**
 * Seeds are told the password of the first administrator, and the set-up of the database that of its master user,
 * which no other command is.
 */
export type OneOffPurpose = 'command' | 'seeds' | 'set-up';

const outputsSchema = z.object({
  ClusterName: z.string(),
  OneOffTaskFamily: z.string(),
  /** Absent where seeds need no more than other commands. */
  SeedTaskFamily: z.string().optional(),
  /** Absent where the store signs in to the database as its master user. */
  SetUpTaskFamily: z.string().optional(),
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
  const family = familyFor(purpose, outputs);
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

function familyFor(purpose: OneOffPurpose, outputs: z.infer<typeof outputsSchema>): string {
  const { OneOffTaskFamily, SeedTaskFamily = OneOffTaskFamily, SetUpTaskFamily } = outputs;
  if (purpose === 'command') return OneOffTaskFamily;
  if (purpose === 'seeds') return SeedTaskFamily;
  if (SetUpTaskFamily !== undefined) return SetUpTaskFamily;
  throw new Failure('NO_SET_UP_TASK', 'The stack has no output SetUpTaskFamily: there is nothing to set up', {
    hint: 'A store that signs in to the database as its master user needs no set-up.',
  });
}
