import { Failure } from '../../../failure/failure.ts';
import { type Clock, systemClock } from '../../../time/clock.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { RegionalClients } from '../regional-clients.ts';
import type { Drift, DriftedResource } from './infrastructure-preview.ts';

/** A stack whose drift is looked for, and how long at most. */
export interface DriftLook {
  readonly stack: string;
  readonly region: string;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly timeoutMs?: number;
}

/** CloudFormation looks at one resource after the other: a stack of a hundred takes about two minutes. */
const defaultTimeoutMs = 10 * 60_000;

/**
 * Has CloudFormation compare a stack's resources with what it has made, and waits for the result. Raises `DRIFT_UNKNOWN` where
 * it cannot, and `TIMED_OUT`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html
 */
export async function readDrift(clientsOf: RegionalClients, look: DriftLook): Promise<Drift> {
  const { stack, region, signal, clock = systemClock, timeoutMs = defaultTimeoutMs } = look;
  const cloudFormation = await clientsOf(region).cloudFormation();
  const { StackDriftDetectionId } = await cloudFormation.detectStackDrift({ StackName: stack });
  await waitUntil({ what: `the drift of ${stack}`, everyMs: 2000, timeoutMs, signal, clock }, async () => {
    const said = await cloudFormation.describeStackDriftDetectionStatus({ StackDriftDetectionId });
    if (said.DetectionStatus === 'DETECTION_IN_PROGRESS') return undefined;
    if (said.DetectionStatus === 'DETECTION_COMPLETE') return true;
    throw new Failure(
      'DRIFT_UNKNOWN',
      `CloudFormation cannot compare ${stack} with what is there: ${said.DetectionStatusReason ?? 'no reason given'}`,
      { hint: `Run: aws cloudformation detect-stack-drift --stack-name ${stack} --region ${region}` },
    );
  });
  const resources: DriftedResource[] = [];
  let unchecked = 0;
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.describeStackResourceDrifts({
      StackName: stack,
      ...(NextToken !== undefined && { NextToken }),
    });
    for (const { LogicalResourceId, ResourceType, ...drift } of page.StackResourceDrifts ?? []) {
      if (drift.StackResourceDriftStatus === 'NOT_CHECKED') unchecked += 1;
      const kind = kinds[drift.StackResourceDriftStatus ?? ''];
      if (kind === undefined) continue;
      const paths = (drift.PropertyDifferences ?? []).map(({ PropertyPath = '' }) => PropertyPath);
      resources.push({
        ...{ logicalId: LogicalResourceId ?? '', type: ResourceType ?? '', drift: kind },
        properties: paths.toSorted(),
      });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined && NextToken !== '');
  return {
    resources: resources.toSorted((one, other) => (one.logicalId < other.logicalId ? -1 : 1)),
    unchecked,
  };
}

const kinds: Readonly<Record<string, DriftedResource['drift']>> = { MODIFIED: 'changed', DELETED: 'deleted' };
