import type { FrontAnswer, Interception } from './moto-front.ts';
import type { SentTemplates } from './sent-templates.ts';
import { stackIn } from './termination-protection.ts';

/**
 * What a deleted stack has left, as CloudFormation lists it: moto makes the resources anew when it is asked for those of a deleted
 * stack. The list is the last one that was asked for before.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export function deletedStacks(sent: SentTemplates): Interception {
  const listed = new Map<string, FrontAnswer>();
  const deleted = new Set<string>();
  return async (call, onward) => {
    if (call.service !== 'cloudformation') return await onward(call);
    const stack = stackIn(call.parameters);
    const last = listed.get(stack);
    if (call.action === 'ListStackResources' && deleted.has(stack) && last !== undefined) {
      const resources = sent.createdOf(stack)?.Resources ?? {};
      const isKept = (logicalId: string) =>
        resources[logicalId]?.DeletionPolicy?.startsWith('Retain') === true;
      return { ...last, body: afterDeletion(String(last.body), isKept) };
    }
    const answer = await onward(call);
    if (answer.status !== 200) return answer;
    if (call.action === 'ListStackResources') listed.set(stack, answer);
    if (call.action === 'DeleteStack') deleted.add(stack);
    if (call.action === 'CreateStack') deleted.delete(stack);
    return answer;
  };
}

function afterDeletion(xml: string, isKept: (logicalId: string) => boolean): string {
  return xml.replaceAll(/<member>(?:(?!<\/?member>).)*<\/member>/gs, (member) => {
    const [, logicalId = ''] = /<LogicalResourceId>([^<]*)/.exec(member) ?? [];
    const status = isKept(logicalId) ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE';
    return member.replace(/<ResourceStatus>[^<]*/, `<ResourceStatus>${status}`);
  });
}
