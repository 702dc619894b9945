import { readReleasePlace } from '../../../operations/release/release-context.ts';
import { describeRevision } from '../../../operations/release/roll-out-on-ecs.ts';
import { storeRevisions } from '../../../operations/release/store-revisions.ts';
import type { Target } from '../../../operations/target.ts';

/**
 * The platform that an environment's tasks run on, such as `linux/amd64`, as their task definitions say.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export async function readPlatform(target: Target): Promise<string> {
  const place = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const [revision = ''] = Object.values(await storeRevisions(ecs, place.ClusterName, place.RepositoryUri));
  const { taskDefinition } = await describeRevision(ecs, revision);
  return taskDefinition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64';
}
