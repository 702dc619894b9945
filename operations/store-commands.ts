import { z } from 'zod';
import { readStackOutputs } from './stack-outputs.ts';
import type { Target } from './target.ts';

/** What whoever releases runs of the store; undefined where it has no such thing. */
export interface StoreCommands {
  readonly migrate: readonly string[] | undefined;
  readonly seed: readonly string[] | undefined;
}

const words = z.array(z.string()).min(1);

/** An output that is there for an application alone that is not run as those of Rails are: JSON, or `none`. */
const commandOutput = (ofRails: readonly string[]) =>
  z
    .string()
    .optional()
    .transform((text): readonly string[] | undefined => {
      if (text === undefined) return ofRails;
      return text === 'none' ? undefined : words.parse(JSON.parse(text));
    });

const outputsSchema = z
  .object({
    MigrateCommand: commandOutput(['bin/rails', 'db:migrate']),
    SeedCommand: commandOutput(['bin/rails', 'db:seed']),
  })
  .transform(
    ({ MigrateCommand, SeedCommand }): StoreCommands => ({ migrate: MigrateCommand, seed: SeedCommand }),
  );

/** The commands of the deployed store, as its stack tells. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function readStoreCommands(target: Target): Promise<StoreCommands> {
  return await readStackOutputs(target, outputsSchema);
}

/** The commands of a store by the outputs of its stack, by their names. */
export function storeCommandsOf(outputs: Readonly<Record<string, unknown>>): StoreCommands {
  return outputsSchema.parse(outputs);
}
