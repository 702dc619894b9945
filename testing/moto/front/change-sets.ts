import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import type { AwsCall } from './aws-call.ts';
import {
  type FrontAnswer,
  type Interception,
  queryError,
  queryResult,
  withParameters,
} from './moto-front.ts';
import { isOfStore, type SentTemplates } from './sent-templates.ts';
import { stackIn } from './termination-protection.ts';

/** A change set that was made and not carried out yet. */
interface ChangeSet {
  readonly call: AwsCall;
  readonly changes: readonly Change[];
}

interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
}

/**
 * Change sets, which moto makes without outputs and without what they change: carrying one out creates or updates the stack. It
 * says of no resource that it is replaced, which only CloudFormation knows.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export function changeSets(sent: SentTemplates): Interception {
  const waiting = new Map<string, ChangeSet>();
  return async (given, onward) => {
    if (given.service !== 'cloudformation' || !isOfStore(stackIn(given.parameters)))
      return await onward(given);
    const call = byName(given);
    const stack = stackIn(call.parameters);
    const name = call.parameters.get('ChangeSetName')?.split('/')[1] ?? call.parameters.get('ChangeSetName');
    const key = `${call.region} ${stack} ${name}`;
    const changeSet = waiting.get(key);
    switch (call.action) {
      case 'CreateChangeSet': {
        const text = await sent.textIn(call);
        waiting.set(key, { call, changes: changesBetween(sent.textOf(stack), text) });
        return queryResult(call.action, idsOf(call.region, stack, name ?? ''));
      }
      case 'DescribeChangeSet':
        return changeSet === undefined
          ? queryError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404)
          : described(changeSet, call.region, stack, name ?? '');
      case 'DeleteChangeSet':
        waiting.delete(key);
        return queryResult(call.action, '');
      case 'ExecuteChangeSet': {
        if (changeSet === undefined) return queryError('ChangeSetNotFound', `No ${name}`, 404);
        waiting.delete(key);
        const isNew = changeSet.call.parameters.get('ChangeSetType') === 'CREATE';
        const Action = isNew ? 'CreateStack' : 'UpdateStack';
        const answer = await onward({
          ...withParameters(changeSet.call, { Action, ChangeSetName: undefined, ChangeSetType: undefined }),
          action: Action,
        });
        return answer.status === 200 ? queryResult(call.action, '') : answer;
      }
      default:
        return await onward(call);
    }
  };
}

const ofChangeSet = '/by-change-set';

/** A call that names a stack by the ARN of a change set, with its name. */
function byName(call: AwsCall): AwsCall {
  const isOfChangeSet = call.parameters.get('StackName')?.endsWith(ofChangeSet) === true;
  return isOfChangeSet ? withParameters(call, { StackName: stackIn(call.parameters) }) : call;
}

function idsOf(region: string, stack: string, name: string): string {
  const of = `arn:aws:cloudformation:${region}:111122223333`;
  return `<Id>${of}:changeSet/${name}/1</Id><StackId>${of}:stack/${stack}${ofChangeSet}</StackId>`;
}

function described({ changes }: ChangeSet, region: string, stack: string, name: string): FrontAnswer {
  const listed = changes.map(
    ({ action, logicalId, type }) =>
      `<member><Type>Resource</Type><ResourceChange><Action>${action}</Action><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType>${action === 'Modify' ? '<Replacement>False</Replacement>' : ''}</ResourceChange></member>`,
  );
  const state =
    changes.length > 0
      ? '<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>'
      : "<Status>FAILED</Status><ExecutionStatus>UNAVAILABLE</ExecutionStatus><StatusReason>The submitted information didn't contain changes. Submit different information to create a change set.</StatusReason>";
  const ids = idsOf(region, stack, name).replaceAll(/(<\/?)Id>/g, '$1ChangeSetId>');
  return queryResult(
    'DescribeChangeSet',
    `${ids}<ChangeSetName>${name}</ChangeSetName><StackName>${stack}</StackName><CreationTime>${new Date().toISOString()}</CreationTime>${state}<Changes>${listed.join('')}</Changes>`,
  );
}

const templateSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })).default({}),
});

function changesBetween(before: string | undefined, after: string): readonly Change[] {
  const [old, next] = [before ?? '{}', after].map((text) => templateSchema.parse(parseJson(text)));
  const was = old?.Resources ?? {};
  const is = next?.Resources ?? {};
  const ids = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return ids
    .filter((logicalId) => !isDeepStrictEqual(was[logicalId], is[logicalId]))
    .map((logicalId) => ({
      logicalId,
      type: (is[logicalId] ?? was[logicalId])?.Type ?? '',
      action:
        was[logicalId] === undefined
          ? ('Add' as const)
          : is[logicalId] === undefined
            ? ('Remove' as const)
            : ('Modify' as const),
    }));
}
