import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { shellWord } from '../../../failure/shell-quoted.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readStateFile, readText, writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { builtRepository, type StoreChoice } from '../../images/store-image.ts';

/** The store that an environment's databases, buckets and jobs belong to. */
const storeSchema = z.object({ store: z.string(), why: z.string() });

/**
 * Refuses to run a store on the data of another one: its migrations would fail, or worse, succeed. An image that is given
 * by name can have been built from the same application elsewhere, and is assumed to be that store, unless the data belongs
 * to the demo store or to an image of another repository. Raises `STORE_OF_OTHER_DATA`.
 */
export async function refuseOthersData(environment: LocalEnvironment, choice: StoreChoice): Promise<void> {
  const owner = (await readOwner(environment)) ?? (await ownerBeforeRecords(environment));
  if (owner === undefined || mayBe(choice, owner.store)) return;
  throw new Failure(
    'STORE_OF_OTHER_DATA',
    `The data of ${environment.name} belongs to another store (${owner.why}) than the one chosen now (${choice.why})`,
    {
      hint: [
        'Choose one:',
        `  - start the other store: ${[...variablesOf(owner.store), command('local:up')].join(' ')}`,
        `  - delete its data: ${command('local:down')} --volumes`,
        `  - start this store beside it: ${command('local:up', { PARITY_ENVIRONMENT: 'NAME' })}`,
        `  - run this store with that data: ${command('local:up')} --adopt`,
      ].join('\n'),
    },
  );
}

/** What the store of the data was started with; nothing for Spree, which needs none, and where it is not known. */
function variablesOf(store: string): readonly string[] {
  const [, kind, name = ''] = /^(context|image) (.+)$/.exec(store) ?? [];
  if (kind === 'context') return [`STORE_CONTEXT=${shellWord(name)}`];
  if (kind === 'image') return [`STORE_IMAGE=${shellWord(`${name}:TAG`)}`];
  return store === 'demo' ? ['STORE_KIND=demo'] : [];
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

function mayBe(choice: StoreChoice, owner: string): boolean {
  const store = storeOf(choice);
  // Of a context that was started before there were records, the folder is not known.
  if (owner === store || owner === choice.kind) return true;
  if (choice.kind !== 'given') return false;
  return store === `image ${builtRepository}` || !(owner === 'demo' || owner.startsWith('image '));
}

function storeOf({ kind, source, image }: StoreChoice): string {
  if (kind === 'context') return `context ${source?.folder}`;
  return kind === 'given' ? `image ${repositoryOf(image)}` : kind;
}

/** Of an image's name, without its tag and digest. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** Earlier versions kept no record: the tag of the store's image tells its kind, in the template that was started last. */
async function ownerBeforeRecords(environment: LocalEnvironment) {
  if ((await readText(stateFile(environment, 'released'))) === undefined) return undefined;
  const folder = stateFile(environment, 'assembly');
  const files = await readdir(folder).catch(() => []);
  for (const file of files.filter((name) => name.endsWith('.template.json'))) {
    const text = (await readText(join(folder, file))) ?? '';
    const [, kind] = /:(demo|spree|context)-[0-9a-f]{12}"/.exec(text) ?? [];
    if (kind !== undefined) return { store: kind, why: `the ${kind} store, which was started last` };
  }
  return undefined;
}

async function readOwner(environment: LocalEnvironment) {
  return await readStateFile(fileOf(environment), storeSchema);
}

function fileOf(environment: LocalEnvironment): string {
  return stateFile(environment, 'storeOfData');
}
