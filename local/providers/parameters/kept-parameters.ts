import { z } from 'zod';
import type { ResolutionInputs } from '../../../definition/resolution/resolver.ts';
import { ownValue } from '../../../json/own-value.ts';
import { readStateFile, writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';

const values = z.record(z.string(), z.string());

const schema = z.object({
  /** Of the template's parameters, by logical id, as they were given. */
  template: values.default({}),
  /** Of what the template reads from Parameter Store, by name or `name:version`. */
  stored: values.default({}),
});

/** The values that an environment keeps for its template: LocalStack forgets its Parameter Store. */
export type KeptParameters = z.infer<typeof schema>;

export const noParameters: KeptParameters = { template: {}, stored: {} };

/** Reads what an environment keeps in its state folder. */
export async function readKeptParameters(stateFolder: string): Promise<KeptParameters> {
  return (await readStateFile(stateFile({ stateFolder }, 'templateParameters'), schema)) ?? noParameters;
}

/** Keeps the values, readable by their owner alone. */
export async function keepParameters(stateFolder: string, kept: KeptParameters): Promise<void> {
  if (JSON.stringify(kept) === JSON.stringify(await readKeptParameters(stateFolder))) return;
  await writeStateFile(stateFile({ stateFolder }, 'templateParameters'), kept);
}

/** The values as a template's resolution takes them. */
export function inputsOf({ template, stored }: KeptParameters): ResolutionInputs {
  const read = (name: string) => ownValue(stored, name);
  return { parameters: template, stored: read, storedForTasks: read };
}
