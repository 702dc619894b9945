import type { RegisteredTaskDefinition } from '../model/cluster-state.ts';
import type { TaskForward, TaskSettings } from './task-settings.ts';

/**
 * What a task has on its loopback, so that an address is the same inside of it, on the machine and in a browser, and
 * a URL that a task signs holds everywhere. A port that one of its own containers has is left to that.
 */
export function loopbackForwards(
  definition: RegisteredTaskDefinition,
  { aws, s3 }: Pick<TaskSettings, 'aws' | 's3'>,
): readonly TaskForward[] {
  return [aws, s3].filter((forward) => isFree(forward, definition));
}

/** The address of a server for a task: that of the compose network where the task has the port itself. */
export function addressInTask(forward: TaskForward, definition: RegisteredTaskDefinition): string {
  const { host, hostPort, port } = forward;
  return isFree(forward, definition) ? `http://127.0.0.1:${port}` : `http://${host}:${hostPort}`;
}

function isFree({ port }: TaskForward, { content }: RegisteredTaskDefinition): boolean {
  return !content.containerDefinitions.some(({ portMappings }) =>
    portMappings.some(({ containerPort }) => containerPort === port),
  );
}
