import type { RegionalClients } from '../regional-clients.ts';
import type { Duration } from './infrastructure-preview.ts';

/** The beginning or the end of an update of a stack. Times are milliseconds since the epoch. */
export interface StackStep {
  readonly status: string;
  readonly at: number;
}

/** From the architecture that the stack follows: 20 to 25 minutes for all of it, and up to 15 more for CloudFront. */
const typicalFirst: readonly [number, number] = [20, 40];

/** A change of services and alarms; one of the database or of CloudFront takes longer, and is measured from then on. */
const typicalUpdate: readonly [number, number] = [3, 15];

/** How many pages of events are read for it: about five updates of the whole store. */
const mostPages = 5;

/**
 * How long a deployment of a stack usually takes: the shortest and the longest of its last successful updates, or what is
 * typical where there were none.
 */
export async function usualDuration(
  clientsOf: RegionalClients,
  { stack, region, isNew }: { readonly stack: string; readonly region: string; readonly isNew: boolean },
): Promise<Duration> {
  if (isNew) return { minutes: typicalFirst, source: 'typical' };
  const cloudFormation = await clientsOf(region).cloudFormation();
  const steps: StackStep[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const said = await cloudFormation.describeStackEvents({
      StackName: stack,
      ...(NextToken !== undefined && { NextToken }),
    });
    for (const { ResourceType, LogicalResourceId, ResourceStatus = '', Timestamp } of said.StackEvents ??
      []) {
      if (ResourceType !== 'AWS::CloudFormation::Stack' || LogicalResourceId !== stack) continue;
      if (Timestamp !== undefined) steps.push({ status: ResourceStatus, at: Timestamp.getTime() });
    }
    NextToken = said.NextToken;
    if (NextToken === undefined || NextToken === '') break;
  }
  return durationOf(steps);
}

/** The duration of the updates among these steps, in any order. */
export function durationOf(steps: readonly StackStep[]): Duration {
  const minutes = updatesAmong(steps).map((milliseconds) => Math.max(1, Math.ceil(milliseconds / 60_000)));
  if (minutes.length === 0) return { minutes: typicalUpdate, source: 'typical' };
  return { minutes: [Math.min(...minutes), Math.max(...minutes)], source: 'measured' };
}

/** In milliseconds. What follows the end of an update, the removal of what is old, keeps nobody waiting. */
function updatesAmong(steps: readonly StackStep[]): readonly number[] {
  const durations: number[] = [];
  let begun: number | undefined;
  for (const { status, at } of steps.toSorted((one, other) => one.at - other.at)) {
    if (status === 'UPDATE_IN_PROGRESS') begun = at;
    else if (begun === undefined) continue;
    else if (status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' || status === 'UPDATE_COMPLETE') {
      durations.push(at - begun);
      begun = undefined;
    } else begun = undefined;
  }
  return durations;
}
