import { z } from 'zod';
import { readStackOutputs } from './stack-outputs.ts';
import type { Target } from './target.ts';

const outputs = z.object({ ClusterName: z.string() });

/** The name of an environment's ECS cluster. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function readCluster(target: Target): Promise<string> {
  return (await readStackOutputs(target, outputs)).ClusterName;
}
