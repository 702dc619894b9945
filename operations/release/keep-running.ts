import type { ECS } from '../../aws/ecs-types.ts';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import type { Target } from '../target.ts';
import { withLines } from './fail-release.ts';
import type { ReleasePlace } from './release-context.ts';
import { releasedTag } from './revision-of-image.ts';
import { describeRevision, type Revisions } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';

/** Services that go on with what they run while the infrastructure changes. */
export interface RunningStore {
  readonly target: Target;
  readonly readPlace: () => Promise<ReleasePlace>;
  readonly signal: AbortSignal;
}

/**
 * Changes the stack of services that run. Where that fails, CloudFormation takes them back to what its template had before,
 * which is an earlier release where others were made since by ECS alone: they are brought to the one that they ran again, and
 * the failure says so.
 */
export async function keepRunning(
  { target, readPlace, signal }: RunningStore,
  change: () => Promise<void>,
): Promise<void> {
  const ecs = await target.clients.ecs();
  const { ClusterName: cluster, RepositoryUri } = await readPlace();
  const before = await storeRevisions(ecs, cluster, RepositoryUri);
  try {
    await change();
  } catch (error) {
    // What was interrupted may go on at CloudFormation.
    if (signal.aborted || !(error instanceof Failure)) throw error;
    const lines = await bringBack(ecs, { cluster, repositoryUri: RepositoryUri, before }).catch((cause) => [
      `What the services run now could not be made sure of: ${errorMessage(cause)}`,
    ]);
    throw withLines(error, lines);
  }
}

interface Before {
  readonly cluster: string;
  readonly repositoryUri: string;
  readonly before: Revisions;
}

/** A service of another revision with the same image has only got its settings back. */
async function bringBack(ecs: ECS, { cluster, repositoryUri, before }: Before): Promise<readonly string[]> {
  const tagOf = async (revision: string) =>
    releasedTag((await describeRevision(ecs, revision)).taskDefinition, repositoryUri);
  const lines: string[] = [];
  for (const [service, now] of Object.entries(await storeRevisions(ecs, cluster, repositoryUri))) {
    const taskDefinition = before[service];
    if (taskDefinition === undefined || taskDefinition === now) continue;
    const [old, taken] = [await tagOf(taskDefinition), await tagOf(now)];
    if (old === taken) continue;
    await ecs.updateService({ cluster, service, taskDefinition });
    lines.push(`CloudFormation took the service ${service} back to ${taken}; ECS brings it to ${old} again.`);
  }
  return lines;
}
