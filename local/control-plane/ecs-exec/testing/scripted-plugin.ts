import { randomUUID } from 'node:crypto';
import { type AgentMessage, decodeMessage, encodeMessage, payloadTypes } from '../protocol/agent-message.ts';

/** The client's side of a data channel, as the Session Manager plugin plays it. */
export interface ScriptedPlugin {
  /** Takes a frame of the agent. */
  receive(bytes: Buffer): void;
  /** Repeats the oldest message that is not acknowledged. */
  repeat(): void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  terminate(): void;
  readonly output: () => string;
  /** What the client is told at the end; undefined before it. */
  readonly closedWith: () => string | undefined;
  readonly isReady: () => boolean;
}

const toJson = (value: object): Buffer => Buffer.from(JSON.stringify(value), 'utf8');

/** Acknowledges what it gets, puts it in order, and repeats what is not acknowledged. */
export function scriptedPlugin(
  send: (bytes: Buffer) => void,
  handshakeErrors: readonly string[] = [],
): ScriptedPlugin {
  const early = new Map<number, AgentMessage>();
  const unacknowledged = new Map<number, Buffer>();
  const printed: Buffer[] = [];
  let expected = 0;
  let next = 0;
  let isReady = false;
  let closedWith: string | undefined;

  const message = (type: string, sequenceNumber: number, payloadType: number, payload: Buffer): Buffer =>
    encodeMessage({
      ...{ type, sequenceNumber, payloadType, payload },
      ...{ createdAt: 1_700_000_000_000, flags: 0, id: randomUUID() },
    });
  const sendData = (payloadType: number, payload: Buffer) => {
    const bytes = message('input_stream_data', next, payloadType, payload);
    unacknowledged.set(next, bytes);
    next += 1;
    send(bytes);
  };
  const acknowledge = ({ type, id, sequenceNumber }: AgentMessage) => {
    const content = {
      AcknowledgedMessageType: type,
      AcknowledgedMessageId: id,
      AcknowledgedMessageSequenceNumber: sequenceNumber,
      IsSequentialMessage: true,
    };
    send(message('acknowledge', 0, 0, toJson(content)));
  };
  const take = ({ payloadType, payload }: AgentMessage) => {
    if (payloadType === payloadTypes.output) printed.push(payload);
    if (payloadType === payloadTypes.handshakeComplete) isReady = true;
    if (payloadType !== payloadTypes.handshakeRequest) return;
    const processed = [{ ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' }];
    const Errors = handshakeErrors.length === 0 ? null : handshakeErrors;
    const response = { ClientVersion: '1.2.707.0', ProcessedClientActions: processed, Errors };
    sendData(payloadTypes.handshakeResponse, toJson(response));
  };
  return {
    receive: (bytes) => {
      const received = decodeMessage(bytes);
      if (received === undefined) throw new Error('The agent sent what is no message.');
      if (received.type === 'channel_closed') {
        closedWith = String(JSON.parse(received.payload.toString('utf8')).Output);
      }
      if (received.type === 'acknowledge') {
        const content = JSON.parse(received.payload.toString('utf8'));
        unacknowledged.delete(Number(content.AcknowledgedMessageSequenceNumber));
      }
      if (received.type !== 'output_stream_data') return;
      acknowledge(received);
      if (received.sequenceNumber >= expected) early.set(received.sequenceNumber, received);
      for (let turn = early.get(expected); turn !== undefined; turn = early.get(expected)) {
        early.delete(expected);
        expected += 1;
        take(turn);
      }
    },
    repeat: () => {
      const [oldest] = unacknowledged.values();
      if (oldest !== undefined) send(oldest);
    },
    type: (text) => sendData(payloadTypes.output, Buffer.from(text, 'utf8')),
    resize: (cols, rows) => sendData(payloadTypes.size, toJson({ cols, rows })),
    terminate: () => sendData(payloadTypes.flag, Buffer.from([0, 0, 0, 2])),
    output: () => Buffer.concat(printed).toString('utf8'),
    closedWith: () => closedWith,
    isReady: () => isReady,
  };
}
