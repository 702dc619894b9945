import type { TaskDefinition } from '../../../../definition/model/ecs.ts';
import { contentFault } from '../../../../definition/resources/ecs/task-definition-rules.ts';
import { taskDefinitionArn } from '../../model/arns.ts';
import type { ClusterState, RegisteredTaskDefinition } from '../../model/cluster-state.ts';
import { revisionsOf } from '../../model/references.ts';
import { lookUpTaskDefinition } from './lookup.ts';
import { type Outcome, refuse } from './outcome.ts';

/** Registers the next revision of the content's family. */
export function registerTaskDefinition(
  state: ClusterState,
  content: TaskDefinition,
  now: number,
  origin: Pick<RegisteredTaskDefinition, 'isOfTemplate'> = {},
): Outcome<{ readonly taskDefinition: RegisteredTaskDefinition }> {
  const fault = contentFault(content);
  if (fault !== undefined) return refuse('ClientException', fault.message);
  const revision = (revisionsOf(state, content.family)[0]?.revision ?? 0) + 1;
  const taskDefinition: RegisteredTaskDefinition = {
    arn: taskDefinitionArn(state, content.family, revision),
    family: content.family,
    revision,
    status: 'ACTIVE',
    registeredAt: now,
    ...origin,
    content,
  };
  return { ok: true, state: withTaskDefinition(state, taskDefinition), taskDefinition };
}

/** Makes a revision INACTIVE: services that run it keep running, and nothing new is started from it. */
export function deregisterTaskDefinition(
  state: ClusterState,
  reference: string,
  now: number,
): Outcome<{ readonly taskDefinition: RegisteredTaskDefinition }> {
  if (!/:\d+$/.test(reference)) return refuse('ClientException', 'Revision is missing.');
  const definition = lookUpTaskDefinition(state, reference);
  if (!definition.ok) return definition;
  if (definition.value.status === 'INACTIVE') return { ok: true, state, taskDefinition: definition.value };
  const taskDefinition = { ...definition.value, status: 'INACTIVE', deregisteredAt: now } as const;
  return { ok: true, state: withTaskDefinition(state, taskDefinition), taskDefinition };
}

function withTaskDefinition(state: ClusterState, definition: RegisteredTaskDefinition): ClusterState {
  return { ...state, taskDefinitions: { ...state.taskDefinitions, [definition.arn]: definition } };
}
