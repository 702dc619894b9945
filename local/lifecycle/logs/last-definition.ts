import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { type DefinedWriter, definedWriters } from './defined-writers.ts';

/** What reading logs needs of a definition. */
export interface LoggingDefinition {
  readonly region: string;
  readonly writers: readonly DefinedWriter[];
}

const options = z.record(z.string(), z.string());
const kept = z.object({
  workload: z.object({
    region: z.string(),
    services: z.array(z.object({ name: z.string(), taskDefinition: z.string() })),
    taskDefinitions: z.array(
      z.object({
        logicalId: z.string(),
        family: z.string(),
        containerDefinitions: z.array(
          z.object({
            name: z.string(),
            logConfiguration: z.object({ options: options.optional() }).optional(),
          }),
        ),
      }),
    ),
  }),
});

/**
 * The definition of the last start; undefined where none was synthesized. It is read from what that start has kept, as it
 * takes a second to compute it from the assembly. Raises what reading the assembly raises.
 */
export async function lastDefinition(
  environment: Pick<LocalEnvironment, 'stateFolder'>,
): Promise<LoggingDefinition | undefined> {
  const text = (await readText(stateFile(environment, 'definition'))) ?? '';
  const read = kept.safeParse(parseJson(text.slice(text.indexOf('\n') + 1)));
  const { workload } = read.data ?? (await computed(stateFile(environment, 'assembly'))) ?? {};
  return workload && { region: workload.region, writers: definedWriters(workload) };
}

async function computed(folder: string) {
  if (!existsSync(join(folder, 'manifest.json'))) return undefined;
  const { readDefinition } = await import('../definition.ts');
  return await readDefinition(folder);
}
