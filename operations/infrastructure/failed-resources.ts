import type { ResourceEvent } from './infrastructure-event.ts';

/** The most that a message lists: what fails after the first is mostly a consequence. */
const mostListed = 5;

/**
 * What failed by itself, in the order in which it happened, each with CloudFormation's reason. What CloudFormation cancelled
 * because of another failure is left out, and so are the stack itself and what the way back meets, unless nothing else failed.
 */
export function failedResources(events: readonly ResourceEvent[]): readonly string[] {
  const failed = events.filter(({ status }) => status.endsWith('_FAILED'));
  const own = failed.filter((event) => !isCancelled(event) && !isStack(event));
  const listed = own.length > 0 ? own : failed.filter((event) => !isCancelled(event));
  const lines = listed.map(
    ({ resourceType, logicalId, status, reason = 'no reason given' }) =>
      `${resourceType} ${logicalId}: ${status}, ${reason}`,
  );
  return [...new Set(lines)].slice(0, mostListed);
}

/** CloudFormation has no other mark than these words. */
function isCancelled({ reason = '' }: ResourceEvent): boolean {
  return /^Resource (creation|update|deletion) cancelled$/i.test(reason.trim());
}

function isStack({ resourceType }: ResourceEvent): boolean {
  return resourceType === 'AWS::CloudFormation::Stack';
}
