import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Clock } from '../../../time/clock.ts';
import type { Engine } from '../../docker/engine.ts';
import type { ExecTarget } from '../api/ecs/ecs-exec.ts';
import type { Log } from '../logger.ts';
import {
  beginConversation,
  type ConversationAction,
  type ConversationEvent,
  converse,
  type Step,
  takesOutput,
} from './conversation.ts';
import { type ExecProcess, startProcess } from './exec-process.ts';

export interface SessionOptions {
  readonly engine: Pick<Engine, 'exec' | 'openTerminal'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** A session that somebody is connected to. */
export interface ServedSession {
  end(): void;
}

const tickMs = 100;

/** Holds the conversation of an opened channel, and ends the session's process with it. */
export function serveSession(
  socket: WebSocket,
  sessionId: string,
  target: ExecTarget,
  { engine, clock, log }: SessionOptions,
  onClosed: () => void,
): ServedSession {
  const surroundings = () => ({ now: clock.now(), newId: randomUUID });
  let process: ExecProcess | undefined;
  let { conversation, actions } = beginConversation(sessionId, surroundings());
  const take = (event: ConversationEvent) => follow(converse(conversation, event, surroundings()));
  const timer = setInterval(() => take({ type: 'tick' }), tickMs);
  const follow = (step: Step) => {
    conversation = step.conversation;
    for (const action of step.actions) carryOut(action);
    process?.flow(takesOutput(conversation));
  };
  const closed = () => {
    clearInterval(timer);
    process?.end();
    socket.close();
    onClosed();
  };
  const carryOut = (action: ConversationAction) => {
    switch (action.type) {
      case 'send':
        socket.send(action.bytes, () => {});
        return;
      case 'start':
        process = startProcess(engine, target, sessionId, {
          onOutput: (data) => take({ type: 'output', data }),
          onEnd: (output) => take({ type: 'ended', ...(output === undefined ? {} : { output }) }),
          onFault: (error) => log.warn('a session of ECS Exec had a problem', { sessionId, error }),
        });
        return;
      case 'write':
        process?.write(action.data);
        return;
      case 'resize':
        process?.resize(action.columns, action.rows);
        return;
      case 'close':
        closed();
    }
  };
  socket.on('message', (data, isBinary) => {
    if (isBinary && Buffer.isBuffer(data)) take({ type: 'frame', bytes: data });
  });
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    if (conversation.phase === 'closed') return;
    conversation = { ...conversation, phase: 'closed' };
    closed();
  });
  follow({ conversation, actions });
  return { end: () => take({ type: 'ended' }) };
}
