import { Failure } from '../../../../failure/failure.ts';
import type { Clock } from '../../../../time/clock.ts';
import type { ContainerSummary, LogLine } from '../../../docker/engine.ts';
import type { LogsEngine } from '../log-reader.ts';
import type { LogsReader } from '../written-logs.ts';

/** The name of the environment, and of the only log group. */
export const worldName = 'shop';
export const worldGroup = '/ecs/shop';
export const worldStartMs = Date.UTC(2026, 10, 27, 9);

interface WorldContainer {
  readonly summary: ContainerSummary;
  readonly stream: string | undefined;
  readonly lines: LogLine[];
  shipped: number;
  isRemoved: boolean;
  state: ContainerSummary['state'];
}

/** An environment whose time passes only where a test says so. */
export interface LogWorld {
  readonly engine: LogsEngine;
  readonly logs: LogsReader;
  readonly clock: Clock;
  /** Starts a container of a task, and gives its id. */
  startTask(container: string, task: string, family?: string): string;
  /** Starts the container that holds the network of a task, writes nothing, and goes last. */
  startPause(task: string): string;
  startServer(service: string): string;
  write(id: string, ...texts: readonly string[]): void;
  /** Ends a container; its lines are shipped by then. */
  stop(id: string): void;
  startAgain(id: string): void;
  remove(id: string): void;
  /** Has CloudWatch Logs raise this, or respond again. */
  failLogs(error: Error | undefined): void;
  /** Whatever is under way goes on until it waits for time, or for lines. */
  settle(): Promise<void>;
  advance(ms: number): Promise<void>;
}

const shipAfterMs = 200;

/** Only LocalStack runs in it yet, unless it is down. */
export function logWorld({ isDown = false } = {}): LogWorld {
  let nowMs = worldStartMs;
  let sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];
  let wakers: (() => void)[] = [];
  let broken: Error | undefined;
  const containers = new Map<string, WorldContainer>();
  const streams = new Map<string, { readonly timestamp: number; readonly message: string }[]>();
  const settle = async () => {
    for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const changed = () => {
    const waiting = wakers;
    wakers = [];
    for (const wake of waiting) wake();
  };
  const find = (id: string) => {
    const found = containers.get(id);
    if (found === undefined || found.isRemoved)
      throw new Failure('ENGINE_NOT_FOUND', `No such container: ${id}`);
    return found;
  };
  const ship = (container: WorldContainer, untilMs: number) => {
    const { stream, lines } = container;
    if (stream === undefined) return;
    const events = streams.get(stream) ?? [];
    streams.set(stream, events);
    for (const { at, text } of lines.slice(container.shipped)) {
      if (at.getTime() > untilMs) break;
      const timestamp = Math.max(at.getTime(), events.at(-1)?.timestamp ?? 0);
      events.push({ timestamp, message: text || ' ' });
      container.shipped += 1;
    }
  };
  const start = (name: string, labels: Record<string, string>, stream?: string) => {
    const id = `${name}-${containers.size}`;
    const summary = { id, name, image: 'image', state: 'running' as const, hostPorts: [], labels };
    containers.set(id, { summary, stream, lines: [], shipped: 0, isRemoved: false, state: 'running' });
    if (stream !== undefined) streams.set(stream, streams.get(stream) ?? []);
    return id;
  };
  const engine: LogsEngine = {
    listContainers: async () =>
      [...containers.values()].flatMap(({ summary, state, isRemoved }) =>
        isRemoved ? [] : [{ ...summary, state }],
      ),
    async *containerLogs(id, { follow, since, tail, signal }) {
      const container = find(id);
      const from = tail === undefined ? 0 : Math.max(0, container.lines.length - tail);
      const stopWaiting = () => changed();
      signal?.addEventListener('abort', stopWaiting);
      for (let index = from; signal?.aborted !== true; ) {
        // An engine may lose the end of what it was asked to follow when the container is removed.
        if (container.isRemoved) return;
        const line = container.lines[index];
        if (line !== undefined) {
          index += 1;
          if (since === undefined || line.at >= since) yield line;
        } else if (!follow || container.state !== 'running') return;
        else await new Promise<void>((resolve) => wakers.push(resolve));
      }
    },
  };
  const logs: LogsReader = {
    describeLogStreams: async () => {
      if (broken !== undefined) throw broken;
      const logStreams = [...streams].map(([logStreamName, events]) => ({
        logStreamName,
        ...(events.length === 0 ? {} : { lastEventTimestamp: events.at(-1)?.timestamp }),
      }));
      return { $metadata: {}, logStreams };
    },
    getLogEvents: async ({ logStreamName = '', startTime = 0, limit = 10_000, nextToken, startFromHead }) => {
      if (broken !== undefined) throw broken;
      const all = (streams.get(logStreamName) ?? []).filter(({ timestamp }) => timestamp >= startTime);
      const known = nextToken === undefined ? undefined : Number(nextToken);
      if (startFromHead === true) {
        const first = known ?? 0;
        const events = all.slice(first, first + limit);
        return { $metadata: {}, events, nextForwardToken: `${first + events.length}` };
      }
      const end = known ?? all.length;
      const first = Math.max(0, end - limit);
      return { $metadata: {}, events: all.slice(first, end), nextBackwardToken: `${first}` };
    },
  };
  const startServer = (service: string) =>
    start(`${worldName}-${service}-1`, { 'com.docker.compose.service': service });
  if (!isDown) startServer('localstack');
  return {
    engine,
    logs,
    settle,
    startServer,
    clock: {
      now: () => nowMs,
      sleep: (ms, signal) =>
        new Promise((wake) => {
          if (signal?.aborted === true) return wake();
          signal?.addEventListener('abort', () => wake());
          sleepers.push({ untilMs: nowMs + ms, wake });
        }),
    },
    startPause: (task) =>
      start(`${worldName}-${task.slice(0, 8)}-pause`, {
        'dev.spree-parity.task': task,
        'dev.spree-parity.role': 'pause',
      }),
    startTask: (container, task, family = `store-${container}`) =>
      start(
        `${worldName}-${family}-${task.slice(0, 8)}-${container}`,
        { 'dev.spree-parity.task': task, 'dev.spree-parity.container': container },
        `${container}/${container}/${task}`,
      ),
    write: (id, ...texts) => {
      find(id).lines.push(...texts.map((text): LogLine => ({ at: new Date(nowMs), stream: 'stdout', text })));
      changed();
    },
    stop: (id) => {
      const container = find(id);
      container.state = 'exited';
      changed();
    },
    startAgain: (id) => {
      find(id).state = 'running';
    },
    remove: (id) => {
      const container = find(id);
      ship(container, nowMs);
      container.isRemoved = true;
      changed();
    },
    failLogs: (error) => {
      broken = error;
    },
    advance: async (ms) => {
      const endMs = nowMs + ms;
      await settle();
      while (nowMs < endMs) {
        nowMs = Math.min(endMs, nowMs + 50);
        for (const container of containers.values()) ship(container, nowMs - shipAfterMs);
        const due = sleepers.filter(({ untilMs }) => untilMs <= nowMs);
        sleepers = sleepers.filter(({ untilMs }) => untilMs > nowMs);
        for (const { wake } of due) wake();
        await settle();
      }
    },
  };
}
