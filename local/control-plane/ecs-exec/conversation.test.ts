import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginConversation,
  type ConversationAction,
  type ConversationEvent,
  converse,
  idleTimeoutMs,
  takesOutput,
} from './conversation.ts';
import { decodeMessage, encodeMessage } from './protocol/agent-message.ts';
import { giveUpAfterMs } from './protocol/sent-messages.ts';
import { scriptedPlugin } from './testing/scripted-plugin.ts';

const id = 'ecs-execute-command-0123456789abcdef0';

/** A conversation with the plugin, over a line that the test holds in its hands. */
function line(handshakeErrors: readonly string[] = []) {
  let now = 1_700_000_000_000;
  let ids = 0;
  const surroundings = () => ({
    now,
    newId: () => `00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}`,
  });
  const toPlugin: Buffer[] = [];
  const toAgent: Buffer[] = [];
  const done: ConversationAction[] = [];
  const plugin = scriptedPlugin((bytes) => toAgent.push(bytes), handshakeErrors);
  let { conversation, actions } = beginConversation(id, surroundings());
  const carryOut = (some: readonly ConversationAction[]) => {
    for (const action of some) {
      if (action.type === 'send') toPlugin.push(action.bytes);
      else done.push(action);
    }
  };
  const take = (event: ConversationEvent) => {
    const step = converse(conversation, event, surroundings());
    conversation = step.conversation;
    carryOut(step.actions);
  };
  carryOut(actions);
  actions = [];
  return {
    plugin,
    toPlugin,
    toAgent,
    take,
    conversation: () => conversation,
    done: (type: ConversationAction['type']) => done.filter((action) => action.type === type),
    typed: () =>
      Buffer.concat(done.flatMap((action) => (action.type === 'write' ? [action.data] : []))).toString(),
    pass: (milliseconds: number) => {
      now += milliseconds;
      take({ type: 'tick' });
    },
    deliverAll: () => {
      while (toPlugin.length + toAgent.length > 0) {
        for (const bytes of toPlugin.splice(0)) plugin.receive(bytes);
        for (const bytes of toAgent.splice(0)) take({ type: 'frame', bytes });
      }
    },
  };
}

function running() {
  const session = line();
  session.deliverAll();
  return session;
}

describe('a conversation with the plugin', () => {
  it('starts the process once the plugin has agreed to the type of the session', () => {
    const session = line();
    expect(session.done('start')).toEqual([]);
    session.deliverAll();
    expect(session.done('start')).toEqual([{ type: 'start' }]);
    expect(session.plugin.isReady()).toBe(true);
  });

  it('ends with what the plugin says when it does not agree', () => {
    const session = line(['Unknown session type']);
    session.deliverAll();
    expect(session.done('start')).toEqual([]);
    expect(session.plugin.closedWith()).toContain('Unknown session type');
    expect(session.done('close')).toHaveLength(1);
  });

  it('brings input, the size of the terminal and output to the other side', () => {
    const session = running();
    session.plugin.resize(120, 40);
    session.plugin.type('ls\r');
    session.deliverAll();
    session.take({ type: 'output', data: Buffer.from('app  bin\r\n') });
    session.deliverAll();
    expect(session.done('resize')).toEqual([{ type: 'resize', columns: 120, rows: 40 }]);
    expect(session.typed()).toBe('ls\r');
    expect(session.plugin.output()).toBe('app  bin\r\n');
  });

  it('loses, repeats and mixes up nothing, whatever the line does to its messages', () => {
    const steps = fc.array(
      fc.record({
        does: fc.constantFrom('type', 'output', 'deliver', 'drop', 'twice', 'swap', 'repeat', 'tick'),
        toPlugin: fc.boolean(),
        text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1500 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (plan) => {
        const session = running();
        const [wanted, written] = [[] as string[], [] as string[]];
        for (const { does, toPlugin, text } of plan) {
          const queue = toPlugin ? session.toPlugin : session.toAgent;
          const [first, second] = queue;
          if (does === 'type') session.plugin.type(text);
          if (does === 'type') wanted.push(text);
          if (does === 'output') session.take({ type: 'output', data: Buffer.from(text) });
          if (does === 'output') written.push(text);
          if (does === 'deliver') session.deliverAll();
          if (does === 'drop') queue.shift();
          if (does === 'twice' && first !== undefined) queue.push(first);
          if (does === 'swap' && first !== undefined && second !== undefined)
            queue.splice(0, 2, second, first);
          if (does === 'repeat') session.plugin.repeat();
          if (does === 'tick') session.pass(200);
        }
        session.take({ type: 'ended' });
        for (let round = 0; round < 200 && session.plugin.closedWith() === undefined; round += 1) {
          session.plugin.repeat();
          session.deliverAll();
          // Less than the last output waits for, in all.
          session.pass(round === 0 ? 200 : 0);
          session.deliverAll();
          for (const message of session.conversation().sent.slice(0, 1))
            session.plugin.receive(message.bytes);
        }
        expect(session.plugin.output()).toBe(written.join(''));
        expect(wanted.join('').startsWith(session.typed())).toBe(true);
        expect(session.plugin.closedWith()).toBe('');
      }),
      { numRuns: 200 },
    );
  });

  it('gives all input to the process as long as that runs', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }), (texts) => {
        const session = running();
        for (const text of texts) session.plugin.type(text);
        // The first of each message is lost.
        session.toAgent.splice(0);
        for (const _ of texts) {
          session.plugin.repeat();
          session.deliverAll();
        }
        expect(session.typed()).toBe(texts.join(''));
      }),
    );
  });

  it('repeats output that the plugin was not ready for', () => {
    const session = running();
    session.take({ type: 'output', data: Buffer.from('lost') });
    session.toPlugin.splice(0);
    session.pass(100);
    expect(session.toPlugin).toEqual([]);
    session.pass(100);
    session.deliverAll();
    expect(session.plugin.output()).toBe('lost');
  });

  it('acknowledges what it had before, since the acknowledgement may be lost', () => {
    const session = running();
    session.plugin.type('a');
    const [bytes = Buffer.alloc(0)] = session.toAgent;
    session.take({ type: 'frame', bytes });
    session.take({ type: 'frame', bytes });
    const answers = session.toPlugin.map((each) => decodeMessage(each)?.type);
    expect(answers).toEqual(['acknowledge', 'acknowledge']);
    expect(session.typed()).toBe('a');
  });

  it('tells of the end after the last output, not before it', () => {
    const session = running();
    session.take({ type: 'output', data: Buffer.from('bye') });
    session.take({ type: 'ended' });
    expect(session.done('close')).toEqual([]);
    session.deliverAll();
    expect([session.plugin.output(), session.plugin.closedWith()]).toEqual(['bye', '']);
    expect(session.done('close')).toHaveLength(1);
  });

  it('does not wait for a plugin that acknowledges nothing', () => {
    const session = running();
    session.take({ type: 'output', data: Buffer.from('bye') });
    session.take({ type: 'ended', output: 'over' });
    session.pass(5_000);
    expect(session.done('close')).toHaveLength(1);
  });

  it('reads no more output while much of it is unacknowledged or the service pauses', () => {
    const session = running();
    session.take({ type: 'output', data: Buffer.alloc(64 * 1024, 'x') });
    expect(takesOutput(session.conversation())).toBe(false);
    session.deliverAll();
    expect(takesOutput(session.conversation())).toBe(true);
    const message = (type: string) =>
      encodeMessage({
        ...{ type, createdAt: 1, sequenceNumber: 0, flags: 0, payloadType: 0 },
        ...{ id: '00000000-0000-4000-8000-000000000000', payload: Buffer.alloc(0) },
      });
    session.take({ type: 'frame', bytes: message('pause_publication') });
    expect(takesOutput(session.conversation())).toBe(false);
    session.take({ type: 'output', data: Buffer.from('kept') });
    expect(session.toPlugin).toEqual([]);
    session.take({ type: 'frame', bytes: message('start_publication') });
    session.pass(200);
    session.deliverAll();
    expect(session.plugin.output()).toMatch(/kept$/);
  });

  it('ends after 20 minutes without input, as on AWS', () => {
    const session = running();
    session.pass(idleTimeoutMs - 1);
    expect(session.plugin.closedWith()).toBeUndefined();
    session.pass(1);
    session.deliverAll();
    expect(session.plugin.closedWith()).toBe('Your session timed out due to inactivity.');
  });

  it('ends when the plugin asks for it', () => {
    const session = running();
    session.plugin.terminate();
    session.deliverAll();
    expect([session.plugin.closedWith(), session.done('close').length]).toEqual(['', 1]);
  });

  it('gives up on a handshake after 15 seconds, and on output after 5 minutes', () => {
    const unanswered = line();
    unanswered.pass(14_999);
    expect(unanswered.done('close')).toEqual([]);
    unanswered.pass(1);
    expect(unanswered.done('close')).toHaveLength(1);
    const silent = running();
    silent.take({ type: 'output', data: Buffer.from('?') });
    silent.pass(giveUpAfterMs);
    expect(silent.done('close')).toHaveLength(1);
  });

  it('drops what is no message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const session = running();
        session.take({ type: 'frame', bytes: Buffer.from(bytes) });
        expect([session.toPlugin, session.conversation().phase]).toEqual([[], 'running']);
      }),
    );
  });
});
