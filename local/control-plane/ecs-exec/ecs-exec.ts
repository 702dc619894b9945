import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import type { EcsExec } from '../api/ecs/ecs-exec.ts';
import { browserRefusal } from '../api/gateway/browser-guard.ts';
import { type ServedSession, type SessionOptions, serveSession } from './serve-session.ts';
import { channelPath, sessionRegistry } from './session-registry.ts';

export interface EcsExecOptions extends SessionOptions {
  /** The endpoint as clients on this machine reach it, such as `ws://127.0.0.1:4566`. */
  readonly origin: string;
  /** Names under which the compose network knows the endpoint. */
  readonly composeHosts: readonly string[];
}

/** ECS Exec, with the server of its channels. */
export interface EcsExecServer extends EcsExec {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

const openDataChannel = z.object({ TokenValue: z.string().min(1) });
const openTimeoutMs = 15_000;
/** The plugin sends at most 1 KiB of input at a time. */
const maxFrameBytes = 64 * 1024;

/**
 * Plays the part of the message gateway and of the agent in the container: the Session Manager plugin connects by
 * WebSocket, shows its token, and gets the terminal of a process in the container.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function createEcsExec(options: EcsExecOptions): EcsExecServer {
  const { origin, composeHosts, clock, log } = options;
  const registry = sessionRegistry(origin, clock.now);
  const served = new Map<string, ServedSession>();
  const connected = (socket: WebSocket, sessionId: string) => {
    takeToken(socket, (token) => {
      const target = registry.take(sessionId, token);
      if (target === undefined) return socket.close(1008, 'The token is not valid.');
      log.info('a session of ECS Exec begins', { sessionId, container: target.container });
      const session = serveSession(socket, sessionId, target, options, () => served.delete(sessionId));
      served.set(sessionId, session);
    });
  };
  return {
    open: registry.open,
    end: (sessionId) => {
      const session = served.get(sessionId);
      session?.end();
      return registry.forget(sessionId) || session !== undefined;
    },
    upgrade: (request, socket, head) => {
      const sessionId = sessionOf(request.url);
      if (browserRefusal(request.headers, composeHosts) !== undefined) return refuse(socket, 403);
      if (sessionId === undefined || !registry.has(sessionId)) return refuse(socket, 404);
      void server()
        .then((ready) => ready.handleUpgrade(request, socket, head, (open) => connected(open, sessionId)))
        .catch((error: unknown) => {
          log.error('a connection for ECS Exec failed', { error });
          refuse(socket, 500);
        });
    },
    close: () => {
      for (const session of served.values()) session.end();
    },
  };
}

/** The library is loaded with the first session, since most control planes never have one. */
let loaded: Promise<WebSocketServer> | undefined;

function server(): Promise<WebSocketServer> {
  loaded ??= import('ws').then(
    ({ WebSocketServer: Server }) => new Server({ noServer: true, maxPayload: maxFrameBytes }),
  );
  return loaded;
}

/** The first frame, a text, shows the token; whoever sends nothing in time is disconnected. */
function takeToken(socket: WebSocket, take: (token: string) => void): void {
  const timer = setTimeout(() => socket.terminate(), openTimeoutMs);
  socket.once('close', () => clearTimeout(timer));
  socket.once('error', () => socket.terminate());
  socket.once('message', (data, isBinary) => {
    clearTimeout(timer);
    const { data: opening } = openDataChannel.safeParse(isBinary ? undefined : parseJson(String(data)));
    if (opening === undefined) socket.close(1008, 'The first message must open the data channel.');
    else take(opening.TokenValue);
  });
}

function sessionOf(url = ''): string | undefined {
  const path = url.split('?', 1)[0] ?? '';
  return path.startsWith(channelPath) ? path.slice(channelPath.length) : undefined;
}

function refuse(socket: Duplex, status: 403 | 404 | 500): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
