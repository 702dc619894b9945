import type { AwsClients } from '../../aws/clients.ts';
import { isNamed } from '../../failure/error-name.ts';

/** A resource of a stack, or an event of one. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** Begins to create a stack; does nothing where there is one of that name. */
export async function createStack(
  clients: AwsClients,
  stack: { readonly stackName: string; readonly template: string },
): Promise<void> {
  const cloudFormation = await clients.cloudFormation();
  await cloudFormation
    .createStack({
      StackName: stack.stackName,
      TemplateBody: stack.template,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    })
    .catch((error: unknown) => unless('AlreadyExistsException', error));
}

/** The status of a stack, such as `CREATE_COMPLETE`; undefined if there is none. */
export async function stackStatus(clients: AwsClients, stackName: string): Promise<string | undefined> {
  const cloudFormation = await clients.cloudFormation();
  const answer = await cloudFormation
    .describeStacks({ StackName: stackName })
    .catch((error: unknown) => unless('ValidationError', error));
  return answer?.Stacks?.[0]?.StackStatus;
}

/** The newest first; none before the stack's deployment has begun. LocalStack gives all of them at once. */
export async function stackEvents(clients: AwsClients, stackName: string): Promise<readonly StackResource[]> {
  const cloudFormation = await clients.cloudFormation();
  const answer = await cloudFormation
    .describeStackEvents({ StackName: stackName })
    .catch((error: unknown) => unless('ValidationError', error));
  return (answer?.StackEvents ?? []).map(reported);
}

/** The resources as they are; none before the stack's deployment has begun. */
export async function stackResources(
  clients: AwsClients,
  stackName: string,
): Promise<readonly StackResource[]> {
  const cloudFormation = await clients.cloudFormation();
  const answer = await cloudFormation
    .describeStackResources({ StackName: stackName })
    .catch((error: unknown) => unless('ValidationError', error));
  return (answer?.StackResources ?? []).map(reported);
}

/** CloudFormation answers with a `ValidationError` where it does not know a stack. */
function unless(name: string, error: unknown): undefined {
  if (isNamed(error, name)) return undefined;
  throw error;
}

/** What an event and a resource of a stack have in common. */
interface Reported {
  readonly LogicalResourceId?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly ResourceStatus?: string | undefined;
  readonly ResourceStatusReason?: string | undefined;
}

function reported(found: Reported): StackResource {
  return {
    logicalId: found.LogicalResourceId ?? '',
    type: found.ResourceType ?? '',
    status: found.ResourceStatus ?? '',
    ...(found.ResourceStatusReason === undefined ? {} : { reason: found.ResourceStatusReason }),
  };
}
