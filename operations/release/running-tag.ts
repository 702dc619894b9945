import { Failure } from '../../failure/failure.ts';
import { hasNothing, readStackStatus } from '../infrastructure/stack-state.ts';
import type { Target } from '../target.ts';
import { readReleasePlace } from './release-context.ts';
import { releasedTag } from './revision-of-image.ts';
import { describeRevision } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';

/**
 * The tag of the image that an environment's services run. Undefined where there is no stack, or where its services were made
 * without tasks: a first deployment that did not come to its end. Raises `STACK_OUTPUTS_UNREADABLE` where the stack is there
 * and lacks an output: a first deployment would take the tasks of its services away.
 */
export async function readRunningTag(target: Target): Promise<string | undefined> {
  if (hasNothing(await readStackStatus(target.clients, `spree-${target.environment}`))) return undefined;
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
    if (error instanceof Failure && error.code === 'NO_SERVICE') return undefined;
    throw error;
  }
}
