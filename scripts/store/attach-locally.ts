import { connectEngine } from '../../local/docker/dockerode-engine.ts';
import { interactiveTag } from '../../local/environment/interactive-tag.ts';
import { startTask } from '../../operations/one-off-task.ts';
import { waitUntil } from '../../time/wait-until.ts';
import type { ConsoleSession } from './console-session.ts';

/** Starts a one-off task with a terminal on the local ECS and attaches this terminal to it; gives its exit code. */
export async function attachLocally(session: ConsoleSession): Promise<number> {
  const { target, launch, command, signal } = session;
  const ecs = await target.clients.ecs();
  const request = { command, startedBy: 'store:console' };
  const task = await startTask(ecs, launch, request, {
    tags: [{ key: interactiveTag, value: 'true' }],
  });
  const engine = connectEngine();
  try {
    const id = await waitUntil({ what: 'the console task to run', timeoutMs: 120_000, signal }, async () => {
      const { tasks = [] } = await ecs.describeTasks({ cluster: launch.cluster, tasks: [task] });
      const container = tasks[0]?.containers?.find(({ name }) => name === launch.container);
      const isThere = container?.lastStatus === 'RUNNING' || tasks[0]?.lastStatus === 'STOPPED';
      return isThere ? (container?.runtimeId ?? '') : undefined;
    });
    const ended = engine.waitForExit(id, signal);
    const { stream, resize } = await engine.attach(id);
    await joinTerminal(stream, resize, ended);
    return await ended;
  } finally {
    await ecs.stopTask({ cluster: launch.cluster, task, reason: 'Console closed' });
  }
}

async function joinTerminal(
  stream: NodeJS.ReadWriteStream,
  resize: (columns: number, rows: number) => Promise<void>,
  ended: Promise<number>,
): Promise<void> {
  const { stdin, stdout } = process;
  const follow = () => void resize(stdout.columns ?? 80, stdout.rows ?? 24).catch(() => {});
  if (stdin.isTTY) stdin.setRawMode(true);
  stdout.on('resize', follow);
  follow();
  stdin.pipe(stream);
  stream.pipe(stdout, { end: false });
  try {
    await ended;
  } finally {
    stdin.unpipe(stream);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    stdout.off('resize', follow);
  }
}
