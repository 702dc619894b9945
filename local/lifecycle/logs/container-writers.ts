import type { Writer } from '../../../operations/logs/log-name.ts';
import { containerLabel, familyIn, roleLabel, taskLabel } from '../../control-plane/tasks/task-names.ts';
import type { ContainerRunState } from '../../docker/engine.ts';
import { composeServiceLabel } from '../../environment/compose-labels.ts';
import { composeServices } from '../servers/start-servers.ts';
import type { DefinedWriter } from './defined-writers.ts';

/** A container that has output. */
export interface ContainerWriter extends Writer {
  readonly id: string;
  readonly state: ContainerRunState;
  /** The log stream that its output is shipped to, if any. */
  readonly stream: { readonly group: string; readonly name: string } | undefined;
}

/** What is known of a container; an event of its end does not tell its name. */
export interface KnownContainer {
  readonly id: string;
  readonly name?: string;
  readonly state: ContainerRunState;
  readonly labels: Readonly<Record<string, string>>;
}

/** The writer in a container of an environment; undefined for a task’s pause container, which writes nothing. */
export function containerWriter(
  container: KnownContainer,
  environmentName: string,
  defined: readonly DefinedWriter[],
): ContainerWriter | undefined {
  const { id, state, labels, name } = container;
  if (labels[roleLabel] === 'pause') return undefined;
  const task = labels[taskLabel];
  const part = labels[containerLabel];
  if (task === undefined || part === undefined) return serverWriter(container, environmentName);
  const own = defined.filter((each) => each.container === part);
  const family = name === undefined ? undefined : familyIn(name, environmentName, { id: task }, part);
  const same = family === undefined ? own : own.filter((each) => each.family === family);
  const written = same[0]?.written;
  return {
    ...{ id, state, task, source: `${part}/${task.slice(0, 8)}` },
    names: [part, ...[name, family].filter((each) => each !== undefined), ...same.flatMap(namesOf)],
    stream: written && { group: written.group, name: `${written.streamPrefix}${task}` },
  };
}

/** The names of a container’s task definition and services. */
export function namesOf({ container, family, services }: DefinedWriter): readonly string[] {
  return [container, family, ...services];
}

function serverWriter(
  { id, state, labels, name = id }: KnownContainer,
  environmentName: string,
): ContainerWriter {
  const service = composeServices.find((each) => each === labels[composeServiceLabel]);
  const short = name.startsWith(`${environmentName}-`) ? name.slice(environmentName.length + 1) : name;
  const source = service ?? short;
  return { id, state, source, names: [source, name], task: undefined, stream: undefined };
}
