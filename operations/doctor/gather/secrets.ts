import { allPages } from '../../../aws/all-pages.ts';
import type { Target } from '../../target.ts';
import type { SecretFacts } from '../doctor-facts.ts';

/** What is kept of the secrets of an environment, but not what is in them. */
export async function gatherSecrets({ environment, clients }: Target): Promise<readonly SecretFacts[]> {
  const secretsManager = await clients.secretsManager();
  const prefix = `spree-${environment}/`;
  const entries = await allPages(async (NextToken) => {
    const page = await secretsManager.listSecrets({
      Filters: [{ Key: 'name', Values: [prefix] }],
      IncludePlannedDeletion: true,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: page.SecretList ?? [], next: page.NextToken };
  });
  return entries
    .filter(({ Name = '' }) => Name.startsWith(prefix))
    .map((entry) => ({
      name: entry.Name ?? '',
      deletedMs: entry.DeletedDate?.getTime(),
      rotates: entry.RotationEnabled === true,
      nextRotationMs: entry.NextRotationDate?.getTime(),
      changedMs: entry.LastChangedDate?.getTime(),
      hasPendingVersion: Object.values(entry.SecretVersionsToStages ?? {}).some(
        (stages) => stages.includes('AWSPENDING') && !stages.includes('AWSCURRENT'),
      ),
    }));
}
