import { env } from 'node:process';
import { shellWord } from '../failure/shell-quoted.ts';

/** What says which store is started, and how it is run. */
const variablesOfStore = ['STORE_KIND', 'STORE_CONTEXT', 'STORE_IMAGE', 'STORE_SETTINGS'];

/** A command that starts the store, with the variables that say which one it is: another shell may not have them. */
export function asStarted(command: string, variables: NodeJS.ProcessEnv = env): string {
  const given = variablesOfStore.flatMap((name) => {
    const value = variables[name] ?? '';
    return value === '' ? [] : [`${name}=${shellWord(value)}`];
  });
  return [...given, command].join(' ');
}
