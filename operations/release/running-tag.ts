import { Failure } from '../../failure/failure.ts';
import type { Target } from '../target.ts';
import { readReleasePlace } from './release-context.ts';
import { releasedTag } from './revision-of-image.ts';
import { describeRevision } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';

/**
 * The tag of the image that an environment's services run. Undefined where there is no stack, or where its services were made
 * without tasks: a first deployment that did not come to its end.
 */
export async function readRunningTag(target: Target): Promise<string | undefined> {
  try {
    const { ClusterName: cluster, RepositoryUri } = await readReleasePlace(target);
    const ecs = await target.clients.ecs();
    const revisions = await storeRevisions(ecs, cluster, RepositoryUri);
    const { services = [] } = await ecs.describeServices({ cluster, services: Object.keys(revisions) });
    if (services.every(({ desiredCount = 0, runningCount = 0 }) => desiredCount + runningCount === 0)) {
      return undefined;
    }
    const [revision = ''] = Object.values(revisions);
    const { taskDefinition } = await describeRevision(ecs, revision);
    return releasedTag(taskDefinition, RepositoryUri);
  } catch (error) {
    const isAbsent = error instanceof Failure && isOfMissingStack(error);
    if (isAbsent) return undefined;
    throw error;
  }
}

/** The outputs are unreadable for want of a stack, and not of a permission. */
function isOfMissingStack({ code, cause }: Failure): boolean {
  if (code === 'NO_SERVICE') return true;
  return (
    code === 'STACK_OUTPUTS_UNREADABLE' &&
    ((cause instanceof Error && / does not exist/.test(cause.message)) ||
      (cause instanceof Error && cause.name === 'ZodError'))
  );
}
