import { z } from 'zod';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readStateFile, writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import type { StoreChoice } from '../../images/store-image.ts';

/** The store that an environment's databases, buckets and jobs belong to. */
const storeSchema = z.object({ store: z.string(), why: z.string() });

/**
 * Refuses to run a store on the data of another one: its migrations would fail, or worse, succeed. An image
 * that is given by name can be of any store, and is assumed to be the right one. Raises
 * `STORE_OF_OTHER_DATA`.
 */
export async function refuseOthersData(environment: LocalEnvironment, choice: StoreChoice): Promise<void> {
  const owner = await readOwner(environment);
  if (owner === undefined || choice.kind === 'given' || owner.store === storeOf(choice)) return;
  throw new Failure(
    'STORE_OF_OTHER_DATA',
    `The data of ${environment.name} belongs to another store (${owner.why}) than the one chosen now (${choice.why})`,
    {
      hint: [
        'Choose one:',
        '  - set the variables that the other store was started with',
        `  - delete its data: ${command('local:down')} --volumes`,
        `  - start this store beside it: PARITY_ENVIRONMENT=NAME ${command('local:up')}`,
        `  - run this store with that data: ${command('local:up')} --adopt`,
      ].join('\n'),
    },
  );
}

/** Remembers the first store that meets the data, and one that adopts it. */
export async function keepStoreOfData(
  environment: LocalEnvironment,
  choice: StoreChoice,
  { adopt }: { readonly adopt: boolean },
): Promise<void> {
  if (!adopt && (await readOwner(environment)) !== undefined) return;
  await writeStateFile(fileOf(environment), { store: storeOf(choice), why: choice.why });
}

function storeOf({ kind, source }: StoreChoice): string {
  return kind === 'context' ? `context ${source?.folder}` : kind;
}

async function readOwner(environment: LocalEnvironment) {
  return await readStateFile(fileOf(environment), storeSchema);
}

function fileOf(environment: LocalEnvironment): string {
  return stateFile(environment, 'storeOfData');
}
