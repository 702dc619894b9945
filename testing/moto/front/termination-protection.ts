import { type Interception, queryError, queryResult } from './moto-front.ts';

/** The name of a stack, of which a request may have the ARN. */
export function stackIn(parameters: URLSearchParams): string {
  const name = parameters.get('StackName') ?? '';
  return name.startsWith('arn:') ? (name.split('/')[1] ?? '') : name;
}

/**
 * What moto does not do: a stack is protected from deletion, says so, and is not deleted then. `protectedStacks` has the names of
 * those that are.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html
 */
export function terminationProtection(protectedStacks: Set<string>): Interception {
  return async (call, onward) => {
    if (call.service !== 'cloudformation') return await onward(call);
    const stack = stackIn(call.parameters);
    switch (call.action) {
      case 'UpdateTerminationProtection':
        if (call.parameters.get('EnableTerminationProtection') === 'true') protectedStacks.add(stack);
        else protectedStacks.delete(stack);
        return queryResult(call.action, `<StackId>${stack}</StackId>`);
      case 'DeleteStack':
        if (!protectedStacks.has(stack)) return await onward(call);
        return queryError(
          'ValidationError',
          `Stack [${stack}] cannot be deleted while TerminationProtection is enabled`,
        );
      case 'DescribeStacks': {
        const answer = await onward(call);
        if (!protectedStacks.has(stack)) return answer;
        const said = /<EnableTerminationProtection>false</g;
        const body = String(answer.body).replaceAll(said, '<EnableTerminationProtection>true<');
        return { ...answer, body };
      }
      default:
        return await onward(call);
    }
  };
}
