import { z } from 'zod';
import type { Removal } from '../../../definition/model/removal.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readStateFile, writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';

const made = z.object({
  logicalId: z.string(),
  name: z.string(),
  /** What the last definition that had it says of its deletion. */
  whenDeleted: z.enum(['delete', 'retain']),
});

const schema = z.object({
  buckets: z.array(made.extend({ autoDeleteObjects: z.boolean() })),
  secrets: z.array(made),
});

/**
 * Resources that definitions created in this environment and that have not been dealt with since: nothing else
 * is ever deleted.
 */
export type MadeResources = z.output<typeof schema>;
export type MadeBucket = MadeResources['buckets'][number];
export type MadeSecret = MadeResources['secrets'][number];

export async function readMadeResources(environment: LocalEnvironment): Promise<MadeResources> {
  const read = await readStateFile(stateFile(environment, 'madeResources'), schema);
  return read ?? { buckets: [], secrets: [] };
}

export async function writeMadeResources(environment: LocalEnvironment, made: MadeResources): Promise<void> {
  await writeStateFile(stateFile(environment, 'madeResources'), made);
}

/**
 * What is remembered once a definition is up: the buckets that it made are added, and those that it has say
 * again what is to become of them. A bucket that existed before any definition had it is never adopted.
 */
export function remember(
  before: MadeResources,
  { buckets, secrets }: Pick<Workload, 'buckets' | 'secrets'>,
  created: ReadonlySet<string>,
): MadeResources {
  const known = new Set(before.buckets.map(({ name }) => name));
  const ownBuckets = buckets.filter(({ name }) => known.has(name) || created.has(name));
  const ownSecrets = secrets.filter(({ generate }) => generate !== undefined);
  return {
    buckets: [
      ...without(before.buckets, ownBuckets),
      ...ownBuckets.map(({ autoDeleteObjects, ...bucket }) => ({ ...asMade(bucket), autoDeleteObjects })),
    ],
    secrets: [...without(before.secrets, ownSecrets), ...ownSecrets.map(asMade)],
  };
}

function without<Made extends { readonly name: string }>(
  list: readonly Made[],
  others: readonly { readonly name: string }[],
): readonly Made[] {
  return list.filter(({ name }) => !others.some((other) => other.name === name));
}

function asMade({
  logicalId,
  name,
  removal,
}: {
  readonly logicalId: string;
  readonly name: string;
  readonly removal: Removal;
}) {
  return { logicalId, name, whenDeleted: removal.whenDeleted };
}
