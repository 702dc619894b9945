import type { ECS } from '../../aws/ecs-types.ts';
import { Failure } from '../../failure/failure.ts';
import { listServiceNames } from '../service-status.ts';
import { releasedTag } from './revision-of-image.ts';
import { describeRevision, type Revisions, runningRevisions } from './roll-out-on-ecs.ts';

/** What the services run that are of the store's repository, by their names. Raises `NO_SERVICE` where none is. */
export async function storeRevisions(ecs: ECS, cluster: string, repositoryUri: string): Promise<Revisions> {
  const names = await listServiceNames(ecs, cluster);
  const running = names.length === 0 ? {} : await runningRevisions(ecs, { cluster, services: names });
  const described = await Promise.all(
    Object.entries(running).map(async ([name, arn]) => ({
      name,
      arn,
      ...(await describeRevision(ecs, arn)),
    })),
  );
  const own = described.filter(
    ({ taskDefinition }) => releasedTag(taskDefinition, repositoryUri) !== undefined,
  );
  if (own.length > 0) return Object.fromEntries(own.map(({ name, arn }) => [name, arn]));
  throw new Failure('NO_SERVICE', `No service of ${cluster} runs an image of ${repositoryUri}`, {
    hint: 'Deploy the definition first.',
  });
}
