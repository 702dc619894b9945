import { readReleasePlace } from '../../../operations/release/release-context.ts';
import { describeRevision } from '../../../operations/release/roll-out-on-ecs.ts';
import { storeRevisions } from '../../../operations/release/store-revisions.ts';
import { readStoreCommands } from '../../../operations/store-commands.ts';
import type { Target } from '../../../operations/target.ts';
import { type ContractDemand, contractDemand } from './contract-demand.ts';

/** What the tasks of an environment ask of the image of the store, as they are deployed: a release changes nothing in that. */
export async function deployedDemand(target: Target): Promise<ContractDemand> {
  const { ClusterName, RepositoryUri, SeedTaskFamily, SetUpTaskFamily } = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const revisions = Object.values(await storeRevisions(ecs, ClusterName, RepositoryUri));
  const families = [...revisions, SeedTaskFamily, SetUpTaskFamily].filter((family) => family !== undefined);
  const described = await Promise.all(families.map((family) => describeRevision(ecs, family)));
  const containers = described.flatMap(({ taskDefinition }) => taskDefinition.containerDefinitions ?? []);
  const ofStore = containers.filter(({ image = '' }) => /^[:@]/.test(image.replace(RepositoryUri, '')));
  return contractDemand(ofStore, (await readStoreCommands(target)).migrate);
}
