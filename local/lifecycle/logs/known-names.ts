import { isMeant, type Writer } from '../../../operations/logs/log-name.ts';
import { namesOf } from './container-writers.ts';
import type { DefinedWriter } from './defined-writers.ts';

/** The names that may be given, and how they are listed for a person who gave another one. */
export interface KnownNames {
  /** Whether the definition has it. */
  isKnown(given: string): boolean;
  /** Sentences; empty if there is nothing. */
  readonly list: string;
}

/** As many tasks are listed, as a failed deployment leaves many behind. */
const mostTasks = 12;

/** The names of a definition and of what has written. */
export function knownNames(defined: readonly DefinedWriter[], writers: readonly Writer[]): KnownNames {
  const ofDefinition = defined.map((each) => ({ source: '', task: undefined, names: namesOf(each) }));
  const containers = (isOfService: boolean) =>
    defined.flatMap(({ container, services }) => (services.length > 0 === isOfService ? [container] : []));
  const tasks = writers.flatMap(({ task, source }) => (task === undefined ? [] : [source]));
  const servers = writers.flatMap(({ task, source }) => (task === undefined ? [source] : []));
  return {
    isKnown: (given) => ofDefinition.some((writer) => isMeant(writer, given)),
    list: [
      sentence('Services', containers(true)),
      sentence('One-off tasks', containers(false)),
      sentence('Servers', servers),
      sentence('Tasks', tasks),
    ]
      .filter((each) => each !== '')
      .join(' '),
  };
}

function sentence(what: string, names: readonly string[]): string {
  const all = [...new Set(names)].toSorted();
  const more = all.length > mostTasks ? ` and ${all.length - mostTasks} more` : '';
  return all.length === 0 ? '' : `${what}: ${all.slice(0, mostTasks).join(', ')}${more}.`;
}
