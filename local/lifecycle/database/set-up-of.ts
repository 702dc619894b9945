import { ownValue } from '../../../json/own-value.ts';
import { digestOf } from '../../providers/digest.ts';
import type { StoreDefinition } from '../kept-definition.ts';
import type { KeptSecrets } from '../kept-secrets.ts';
import { nothingToSetUp } from './prepare-database.ts';

/**
 * What sets up the database, as its mark names it: a digest of the task that does so and of the passwords that it is
 * given. Of a password nobody finds anything in it, since nobody chose one.
 */
export function setUpOf(
  { workload, emulated }: Pick<StoreDefinition, 'workload' | 'emulated'>,
  kept: KeptSecrets,
): string {
  const family = ownValue(emulated.Outputs, 'SetUpTaskFamily')?.Value;
  const task = workload.taskDefinitions.find((each) => each.family === family);
  if (task === undefined) return nothingToSetUp;
  const given = workload.secrets
    .filter(({ attachedDatabase }) => attachedDatabase !== undefined)
    .map(({ logicalId }) => kept.get(logicalId)?.value.reveal());
  const containers = task.containerDefinitions.map(({ command, environment }) => ({ command, environment }));
  return digestOf({ containers, given });
}
