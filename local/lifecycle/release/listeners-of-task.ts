import { roleLabel, taskLabels } from '../../control-plane/tasks/task-names.ts';
import type { Engine } from '../../docker/engine.ts';
import { type Listener, readListeners } from './listeners.ts';

/** Nothing but a shell is certain to be in an image. */
const printTables =
  'for table in /proc/net/tcp /proc/net/tcp6; do while read -r line; do echo "$line"; done < $table; done';

/** Where the programs of a task of an environment listen, as its own network says; nothing where it cannot be told. */
export function listenersOfTask(
  engine: Pick<Engine, 'listContainers' | 'exec'>,
  environmentName: string,
): (task: string) => Promise<readonly Listener[]> {
  return async (task) => {
    const containers = await engine.listContainers({
      ...taskLabels(environmentName, task),
      [roleLabel]: 'container',
    });
    const running = containers.find(({ state }) => state === 'running');
    if (running === undefined) return [];
    // A container may end meanwhile: then the wait goes on as without this.
    const printed = await engine.exec(running.id, ['/bin/sh', '-c', printTables]).catch(() => undefined);
    return readListeners(printed?.stdout ?? '');
  };
}
