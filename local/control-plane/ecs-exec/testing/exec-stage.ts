import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocket } from 'ws';
import { systemClock } from '../../../../time/clock.ts';
import type { Engine } from '../../../docker/engine.ts';
import type { ExecSession } from '../../api/ecs/ecs-exec.ts';
import type { Log, LogFields } from '../../logger.ts';
import { createEcsExec, type EcsExecServer } from '../ecs-exec.ts';
import { type ScriptedPlugin, scriptedPlugin } from './scripted-plugin.ts';

/** ECS Exec behind a real server on loopback. */
export interface ExecStage {
  readonly ecsExec: EcsExecServer;
  /** Everything that was logged, as text. */
  readonly logged: () => string;
  /** Lets time pass for tokens. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

export async function execStage(engine: Pick<Engine, 'exec' | 'openTerminal'>): Promise<ExecStage> {
  let later = 0;
  const lines: string[] = [];
  const note = (message: string, fields?: LogFields) => {
    lines.push(JSON.stringify({ message, ...fields }));
  };
  const log: Log = { info: note, warn: note, error: note };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const ecsExec = createEcsExec({
    engine,
    log,
    clock: { now: () => systemClock.now() + later },
    origin: `ws://127.0.0.1:${address.port}`,
    composeHosts: [],
  });
  server.on('upgrade', ecsExec.upgrade);
  return {
    ecsExec,
    logged: () => lines.join('\n'),
    advance: (milliseconds) => {
      later += milliseconds;
    },
    close: async () => {
      ecsExec.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The plugin, connected to a session. */
export interface Connected {
  readonly plugin: ScriptedPlugin;
  readonly socket: WebSocket;
  /** Resolves with the code of the close. */
  readonly closed: Promise<number>;
}

export async function connect(
  { streamUrl, tokenValue }: ExecSession,
  headers: Readonly<Record<string, string>> = {},
): Promise<Connected> {
  const socket = new WebSocket(streamUrl, { headers });
  const plugin = scriptedPlugin((bytes) => socket.send(bytes));
  socket.on('message', (data) => {
    if (Buffer.isBuffer(data)) plugin.receive(data);
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  const ids = { RequestId: '00000000-0000-4000-8000-000000000000', ClientId: 'client' };
  const opening = { MessageSchemaVersion: '1.0', ...ids, TokenValue: tokenValue, ClientVersion: '1.2.707.0' };
  socket.send(JSON.stringify(opening));
  return { plugin, socket, closed };
}
