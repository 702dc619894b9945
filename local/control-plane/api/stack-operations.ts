import type { StackResource } from '../../../definition/model/stack.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { StackChange, StackOperation } from '../model/stack-operation.ts';

type Operations = readonly StackOperation[] | undefined;
type Outcome = NonNullable<StackOperation['ended']>['outcome'];

/** CloudFormation keeps events for 90 days; these are the operations that are told of here. */
const keptOperations = 10;

/**
 * The operations with one more where a definition differs from the one before it. One that goes on with what an
 * interrupted release began is none of its own.
 */
export function beginOperation(
  operations: Operations,
  {
    before,
    after,
    now,
  }: { readonly before: Workload | undefined; readonly after: Workload; readonly now: number },
): Operations {
  if (after.stack === undefined) return operations;
  const changes = changesBetween(before?.stack?.resources ?? [], after.stack.resources);
  const isFirst = before === undefined;
  if (!isFirst && before.stack !== undefined && changes.length === 0 && sameOutputs(before, after))
    return operations;
  const begun: StackOperation = { kind: isFirst ? 'create' : 'update', startedAt: now, changes };
  return [...(isFirst ? [] : (operations ?? [])), begun].slice(-keptOperations);
}

/** The operations of which the last is over; one that is over stays so, unless what had failed is completed. */
export function endOperation(operations: Operations, outcome: Outcome, at: number): Operations {
  const last = operations?.at(-1);
  if (operations === undefined || last === undefined) return operations;
  const isRetried = last.ended?.outcome === 'failed' && outcome === 'complete';
  if (last.ended !== undefined && !isRetried) return operations;
  return [...operations.slice(0, -1), { ...last, ended: { at, outcome } }];
}

function changesBetween(
  before: readonly StackResource[],
  after: readonly StackResource[],
): readonly StackChange[] {
  const known = new Map(before.map((resource) => [resource.logicalId, resource]));
  const named = new Set(after.map(({ logicalId }) => logicalId));
  return [
    ...after.flatMap((resource) => {
      const former = known.get(resource.logicalId);
      if (former === undefined) return [changed('add', resource)];
      return former.digest === resource.digest ? [] : [changed('modify', resource)];
    }),
    ...before.filter(({ logicalId }) => !named.has(logicalId)).map((resource) => changed('remove', resource)),
  ];
}

function changed(action: StackChange['action'], { logicalId, type, physicalId }: StackResource): StackChange {
  return { action, logicalId, type, physicalId };
}

function sameOutputs(before: Workload, after: Workload): boolean {
  return JSON.stringify(before.stack?.outputs) === JSON.stringify(after.stack?.outputs);
}
