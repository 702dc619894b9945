import { command } from '../../../../failure/command.ts';
import { emulationAccessKeyId } from '../../../environment/emulation-key.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { parseQuery } from '../protocols/parse-query.ts';
import { queryError, queryService } from '../protocols/query-service.ts';
import type { Service, ServiceCall } from '../protocols/service.ts';
import { operations } from './operations.ts';
import { isListOfStacks, withLocalStacks } from './other-stacks.ts';
import { isOwnStack, ownStack } from './own-stack.ts';

const version = '2010-05-15';
const namespace = `http://cloudformation.amazonaws.com/doc/${version}/`;

const ownView = queryService({ name: 'CloudFormation', version, namespace, operations });

/**
 * CloudFormation's view of the environment's stack: all of it, whatever provides its resources. Other stacks are
 * LocalStack's. This one is `local:up`'s: what would change it is refused by name, as LocalStack has only a part of it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
 */
export const cloudFormationApi: Service = {
  ...ownView,
  declines: (call, controlPlane) => isSignedForLocalStack(call) || !isAboutOwnStack(call, controlPlane),
  answer: async (call, controlPlane, onFault) => {
    const { Action, StackName } = parseQuery(call.body);
    if (typeof Action === 'string' && !operations.has(Action)) {
      return queryError(notOffered(Action), call.requestId, namespace);
    }
    const own = await ownView.answer(call, controlPlane, onFault);
    const stackName = ownStack(controlPlane)?.name;
    if (own.status !== 200 || stackName === undefined || namesOne(StackName)) return own;
    if (!isListOfStacks(Action)) return own;
    return await withLocalStacks(own, call, { action: Action, namespace, stackName });
  },
};

function isSignedForLocalStack({ headers }: ServiceCall): boolean {
  return headers?.authorization?.includes(`Credential=${emulationAccessKeyId}/`) === true;
}

function isAboutOwnStack({ body }: ServiceCall, controlPlane: ControlPlane): boolean {
  const stack = ownStack(controlPlane);
  if (stack === undefined) return false;
  const { Action, StackName, PhysicalResourceId, NextToken } = parseQuery(body);
  if (namesOne(StackName)) return isOwnStack(stack, StackName);
  if (typeof Action !== 'string' || !operations.has(Action)) return false;
  if (Action === 'DescribeStackResources') {
    return stack.resources.some(({ physicalId }) => physicalId === PhysicalResourceId);
  }
  // Ours comes with the first page; the pages that follow are LocalStack's.
  return isListOfStacks(Action) && NextToken === undefined;
}

function notOffered(action: string): AwsError {
  const message = `The operation "${action}" of AWS CloudFormation is not supported by the local environment for its own stack. To change the stack, change its definition and run: ${command('local:up')}`;
  return new AwsError('NotImplemented', message, 501);
}

function namesOne(stackName: unknown): stackName is string {
  return typeof stackName === 'string' && stackName !== '';
}
