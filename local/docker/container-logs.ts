import type Dockerode from 'dockerode';
import type { LogLine, LogOptions } from './engine.ts';
import { translated } from './engine-failures.ts';
import { engineStream } from './engine-stream.ts';
import { logLines } from './log-lines.ts';
import { outputFrames, terminalFrames } from './output-frames.ts';
import { withoutRepeats } from './without-repeats.ts';

/** The container's output line by line, until it ends (or to the present, without `follow`) or `signal` aborts. */
export async function* readContainerLogs(
  docker: Dockerode,
  id: string,
  options: LogOptions,
): AsyncGenerator<LogLine> {
  const what = `read the output of the container ${id}`;
  const container = docker.getContainer(id);
  const { Config: config } = await translated(what, () => container.inspect());
  const query = logQuery(options);
  const open = () =>
    options.follow ? container.logs({ ...query, follow: true }) : container.logs({ ...query, follow: false });
  const chunks = engineStream(what, open, options.signal);
  yield* logLines(withoutRepeats(config.Tty ? terminalFrames(chunks) : outputFrames(chunks)));
}

/** `since` has a fraction: the engine takes seconds with nanoseconds behind the point. */
function logQuery(options: LogOptions): Dockerode.ContainerLogsOptions {
  return {
    stdout: true,
    stderr: true,
    timestamps: true,
    ...(options.since === undefined ? {} : { since: (options.since.getTime() / 1000).toFixed(3) }),
    ...(options.tail === undefined ? {} : { tail: options.tail }),
  };
}
