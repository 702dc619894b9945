import { Failure } from '../../failure/failure.ts';
import { hasNothing, readStackStatus } from '../infrastructure/stack-state.ts';
import type { Target } from '../target.ts';
import { readReleasePlace } from './release-context.ts';
import { readReleaseRecord } from './release-record.ts';
import { releasedTag } from './revision-of-image.ts';
import { describeRevision } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';

/**
 * The tag of the image that an environment's services run. Undefined where there is no stack, or where its services were made
 * without tasks: a first deployment that did not come to its end. A store that was released and then scaled to no tasks is
 * none. Raises `STACK_OUTPUTS_UNREADABLE` where the stack is there
 * and lacks an output: a first deployment would take the tasks of its services away.
 */
export async function readRunningTag(target: Target): Promise<string | undefined> {
  if (hasNothing(await readStackStatus(target.clients, `spree-${target.environment}`))) return undefined;
  try {
    const { ClusterName: cluster, RepositoryUri } = await readReleasePlace(target);
    const ecs = await target.clients.ecs();
    const revisions = await storeRevisions(ecs, cluster, RepositoryUri);
    const { services = [] } = await ecs.describeServices({ cluster, services: Object.keys(revisions) });
    const [revision = ''] = Object.values(revisions);
    const described = await describeRevision(ecs, revision);
    const isEmpty = services.every(
      ({ desiredCount = 0, runningCount = 0 }) => desiredCount + runningCount === 0,
    );
    if (isEmpty && readReleaseRecord(described) === undefined) return undefined;
    return releasedTag(described.taskDefinition, RepositoryUri);
  } catch (error) {
    if (error instanceof Failure && error.code === 'NO_SERVICE') return undefined;
    throw error;
  }
}

/**
 * Refuses to go on with what was planned while the services ran another image: the infrastructure is brought there with the
 * image that runs, which would take back what somebody has released since, or stop tasks that were started since. To be asked
 * once nobody else can change the environment. Raises `RELEASED_MEANWHILE`.
 */
export async function assertStillRuns(
  target: Target,
  planned: string | undefined,
  runAgain: string,
): Promise<void> {
  const running = await readRunningTag(target);
  if (running === planned) return;
  const said = (tag: string | undefined) => (tag === undefined ? 'nothing' : `the image ${tag}`);
  throw new Failure(
    'RELEASED_MEANWHILE',
    `${target.environment} runs ${said(running)} now, and ran ${said(planned)} when this was planned: nothing was changed`,
    { hint: `See who changed it; then run ${runAgain} again, which shows what would change now.` },
  );
}
