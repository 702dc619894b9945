import { type StoreCommands, storeCommandsOf } from '../../operations/store-commands.ts';
import type { StoreDefinition } from './kept-definition.ts';

/** What migrates and seeds the store: its stack says so where it is not as in those of Rails. */
export function commandsOf({ emulated }: Pick<StoreDefinition, 'emulated'>): StoreCommands {
  const values = Object.entries(emulated.Outputs).map(([name, { Value }]) => [name, Value]);
  return storeCommandsOf(Object.fromEntries(values));
}
