import type { StackOperation } from '../../../model/stack-operation.ts';

/**
 * The status of a stack after its last operation. A stack of which none is known is complete.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function stackStatusOf(operations: readonly StackOperation[]): string {
  const last = operations.at(-1);
  return last === undefined ? 'CREATE_COMPLETE' : statusAfter(last);
}

/** The status with which an operation ended, or the one that it has while it is under way. */
export function statusAfter({ kind, ended }: StackOperation): string {
  const verb = kind === 'create' ? 'CREATE' : 'UPDATE';
  switch (ended?.outcome) {
    case undefined:
      return `${verb}_IN_PROGRESS`;
    case 'complete':
      return `${verb}_COMPLETE`;
    case 'failed':
      return `${verb}_FAILED`;
    case 'rolledBack':
      return 'UPDATE_ROLLBACK_COMPLETE';
  }
}
