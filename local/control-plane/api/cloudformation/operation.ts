import { z } from 'zod';
import type { StackResource } from '../../../../definition/model/stack.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane, Surroundings } from '../control-plane.ts';
import { paginate } from '../protocols/paging.ts';
import type { Operation } from '../protocols/service.ts';
import { type OwnStack, ownStack } from './own-stack.ts';

/** An operation on the environment's stack. Raises `ValidationError`. */
export function stackOperation<Schema extends z.ZodType>(
  schema: Schema,
  run: (
    parameters: z.output<Schema>,
    stack: OwnStack,
    surroundings: Surroundings,
  ) => object | Promise<object>,
): Operation {
  return (parameters, controlPlane) => {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return run(parsed.data, requireStack(controlPlane), controlPlane.surroundings);
    throw new AwsError('ValidationError', z.prettifyError(parsed.error));
  };
}

function requireStack(controlPlane: ControlPlane): OwnStack {
  const stack = ownStack(controlPlane);
  if (stack !== undefined) return stack;
  throw new AwsError('ValidationError', 'Stack does not exist');
}

/** Raises `ValidationError` for a logical id that the stack does not have. */
export function requireResource(stack: OwnStack, logicalId: string): StackResource {
  const found = stack.resources.find((resource) => resource.logicalId === logicalId);
  if (found !== undefined) return found;
  throw new AwsError('ValidationError', `Resource ${logicalId} does not exist for stack ${stack.name}`);
}

/** One page of what has an order of its own, 100 items at most as on AWS. Raises `ValidationError` for a wrong token. */
export function pageOf<T>(list: string, all: readonly T[], NextToken: string | undefined) {
  const keyed = all.map((item, index) => ({ key: String(index).padStart(9, '0'), item }));
  return paginate(keyed, {
    maxResults: 100,
    nextToken: NextToken,
    list: ['cloudformation', list],
    invalidToken: () => new AwsError('ValidationError', `Invalid NextToken: ${NextToken}`),
  });
}
