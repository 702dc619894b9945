import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import { readText, writeStateFile } from './state-file.ts';
import { stateFile } from './state-files.ts';

/** What a run of LocalStack was given; it is kept in that run, and forgotten with everything else when the run ends. */
export const heldSchema = z.object({
  /** Of all that was deployed; empty while a deployment is under way. */
  digest: z.string(),
  /** Of the part of it that tasks need; empty until it is there. */
  needed: z.string(),
  /** True after a deployment that failed, which leaves LocalStack with a part of the stack that it takes for the whole. */
  failed: z.boolean().exactOptional(),
});

/** @see heldSchema */
export type HeldEmulation = z.infer<typeof heldSchema>;

const valuesSchema = z.array(z.object({ name: z.string(), value: z.string() })).readonly();

const lastSchema = z.object({
  digest: z.string(),
  needed: z.string(),
  stackName: z.string(),
  template: z.string(),
  /** Of Secrets Manager, which the template does not have. */
  secrets: valuesSchema,
  /** Of Parameter Store, likewise. */
  parameters: valuesSchema,
  /** Secrets that are made only where they are missing; none in a record of an earlier version. */
  external: valuesSchema.default([]),
});

/** The last deployment to LocalStack that was complete, with all that a new run of it has to be given. */
export type LastEmulation = z.infer<typeof lastSchema>;

type StateFolder = Parameters<typeof stateFile>[0];

/** Undefined where there was none yet, or where an earlier version wrote it down. */
export async function readLastEmulation(folder: StateFolder): Promise<LastEmulation | undefined> {
  return lastSchema.safeParse(parseJson((await readText(pathIn(folder))) ?? '')).data;
}

/** Writes it, readable by its owner alone. */
export async function writeLastEmulation(folder: StateFolder, last: LastEmulation): Promise<void> {
  await writeStateFile(pathIn(folder), last);
}

const failedBefore = z.object({ failed: z.literal(true) });

/** Whether an earlier version, which wrote down here how its deployment ended, noted a failure. */
export async function earlierVersionFailed(folder: StateFolder): Promise<boolean> {
  return failedBefore.safeParse(parseJson((await readText(pathIn(folder))) ?? '')).success;
}

function pathIn(folder: StateFolder): string {
  return stateFile(folder, 'lastEmulation');
}
