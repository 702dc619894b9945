import type { StackDefinition } from '../template/template.ts';
import { type Place, unresolvedReference } from './place.ts';
import { noValue, type Resolved } from './resolver.ts';

/**
 * The value of a pseudo parameter such as `AWS::Region`. The stack's id ends in the nil UUID, because a
 * template does not know its deployment.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameter(name: string, place: Place, stack: StackDefinition): Resolved {
  switch (name) {
    case 'AWS::NoValue':
      return noValue;
    case 'AWS::AccountId':
      return stack.accountId;
    case 'AWS::Region':
      return stack.region;
    case 'AWS::StackName':
      return stack.stackName;
    case 'AWS::StackId':
      return `arn:${partition(stack.region)}:cloudformation:${stack.region}:${stack.accountId}:stack/${stack.stackName}/00000000-0000-0000-0000-000000000000`;
    case 'AWS::Partition':
      return partition(stack.region);
    case 'AWS::URLSuffix':
      return stack.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::NotificationARNs':
      return [];
    default:
      throw unresolvedReference(place, name, 'which is not a pseudo parameter of CloudFormation');
  }
}

function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
