import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import { type AgentMessage, decodeMessage, encodeMessage, payloadTypes } from './protocol/agent-message.ts';
import { type IncomingOrder, nothingReceived, receive } from './protocol/incoming-order.ts';
import { acknowledge, isFull, isUnanswered, resend, type SentMessages } from './protocol/sent-messages.ts';
import { utf8Pieces } from './protocol/utf8-pieces.ts';

/** The agent's side of a data channel, from the opened channel to its end. */
export interface Conversation {
  readonly phase: 'handshake' | 'running' | 'ending' | 'closed';
  readonly sessionId: string;
  readonly startedAt: number;
  /** When the person at the other end last typed something. */
  readonly lastInputAt: number;
  readonly incoming: IncomingOrder;
  readonly sent: SentMessages;
  readonly nextSequenceNumber: number;
  /** The service says that nobody listens for now. */
  readonly isPaused: boolean;
  /** Begins a character whose end has not been read yet. */
  readonly rest: Buffer;
  /** Since when it is about to end, and what the client is told of it. */
  readonly ending?: { readonly since: number; readonly output: string };
}

export type ConversationEvent =
  /** A binary frame of the client. */
  | { readonly type: 'frame'; readonly bytes: Buffer }
  /** What the process wrote. */
  | { readonly type: 'output'; readonly data: Buffer }
  /** The process is over, or the session is to end; `output` is what the client prints. */
  | { readonly type: 'ended'; readonly output?: string }
  /** Time has passed: several a second are expected. */
  | { readonly type: 'tick' };

export type ConversationAction =
  | { readonly type: 'send'; readonly bytes: Buffer }
  | { readonly type: 'start' }
  | { readonly type: 'write'; readonly data: Buffer }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  /** The channel is to be closed, and the process to be ended if it still runs. */
  | { readonly type: 'close' };

/** What is not to be decided here: the time in milliseconds, and new UUIDs. */
export interface Surroundings {
  readonly now: number;
  readonly newId: () => string;
}

export interface Step {
  readonly conversation: Conversation;
  readonly actions: readonly ConversationAction[];
}

/** As the agent of Fargate's platform version 1.4 gives it; the plugin looks at it to know what it may send. */
const agentVersion = '3.3.0.0';
const handshakeTimeoutMs = 15_000;
/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations */
export const idleTimeoutMs = 20 * 60_000;
/** How long the last output waits to be acknowledged. */
const lastOutputTimeoutMs = 5_000;
const terminateSession = 2;

const acknowledgement = z.object({ AcknowledgedMessageSequenceNumber: z.number() });
const size = z.object({ cols: z.number().int().positive(), rows: z.number().int().positive() });
const handshakeResponse = z.object({
  ProcessedClientActions: z
    .array(z.object({ ActionStatus: z.number().optional(), Error: z.string().nullish() }))
    .nullish(),
  Errors: z.array(z.string()).nullish(),
});

/** Begins with the handshake. */
export function beginConversation(sessionId: string, surroundings: Surroundings): Step {
  const conversation: Conversation = {
    phase: 'handshake',
    sessionId,
    startedAt: surroundings.now,
    lastInputAt: surroundings.now,
    incoming: nothingReceived,
    sent: [],
    nextSequenceNumber: 0,
    isPaused: false,
    rest: Buffer.alloc(0),
  };
  const request = {
    AgentVersion: agentVersion,
    RequestedClientActions: [
      { ActionType: 'SessionType', ActionParameters: { SessionType: 'InteractiveCommands', Properties: {} } },
    ],
  };
  return sendData(conversation, payloadTypes.handshakeRequest, toJson(request), surroundings);
}

/** Whether more of the process's output may be read. */
export function takesOutput({ sent, isPaused }: Conversation): boolean {
  return !isPaused && !isFull(sent);
}

export function converse(
  conversation: Conversation,
  event: ConversationEvent,
  surroundings: Surroundings,
): Step {
  if (conversation.phase === 'closed') return { conversation, actions: [] };
  switch (event.type) {
    case 'frame':
      return takeFrame(conversation, event.bytes, surroundings);
    case 'output':
      return sendOutput(conversation, event.data, surroundings);
    case 'ended':
      return beginEnding(conversation, event.output ?? '', surroundings);
    case 'tick':
      return passTime(conversation, surroundings);
  }
}

/** A frame that is no message is dropped: the client repeats it. */
function takeFrame(conversation: Conversation, bytes: Buffer, surroundings: Surroundings): Step {
  const message = decodeMessage(bytes);
  switch (message?.type) {
    case 'input_stream_data':
      return takeStreamData({ ...conversation, isPaused: false }, message, surroundings);
    case 'acknowledge':
      return takeAcknowledgement({ ...conversation, isPaused: false }, message, surroundings);
    case 'pause_publication':
      return { conversation: { ...conversation, isPaused: true }, actions: [] };
    case 'start_publication':
      return { conversation: { ...conversation, isPaused: false }, actions: [] };
    case 'channel_closed':
      return close(conversation);
    default:
      return { conversation, actions: [] };
  }
}

function takeAcknowledgement(
  conversation: Conversation,
  { payload }: AgentMessage,
  surroundings: Surroundings,
): Step {
  const { data } = acknowledgement.safeParse(parseJson(payload.toString('utf8')));
  if (data === undefined) return { conversation, actions: [] };
  const sent = acknowledge(conversation.sent, data.AcknowledgedMessageSequenceNumber);
  return endIfHeard({ ...conversation, sent }, surroundings);
}

function takeStreamData(conversation: Conversation, message: AgentMessage, surroundings: Surroundings): Step {
  const { order, inTurn, acknowledged } = receive(conversation.incoming, message);
  const receipt = acknowledged ? [acknowledgementOf(message, surroundings)] : [];
  return inTurn.reduce<Step>((step, each) => then(step, (before) => takeInTurn(before, each, surroundings)), {
    conversation: { ...conversation, incoming: order },
    actions: receipt,
  });
}

function takeInTurn(conversation: Conversation, message: AgentMessage, surroundings: Surroundings): Step {
  const { payloadType, payload } = message;
  if (payloadType === payloadTypes.handshakeResponse) {
    return completeHandshake(conversation, payload, surroundings);
  }
  if (payloadType === payloadTypes.flag && payload.length === 4) {
    const isTermination = payload.readUInt32BE(0) === terminateSession;
    return isTermination ? beginEnding(conversation, '', surroundings) : { conversation, actions: [] };
  }
  if (conversation.phase !== 'running') return { conversation, actions: [] };
  if (payloadType === payloadTypes.size) return { conversation, actions: resizing(payload) };
  if (payloadType !== payloadTypes.output) return { conversation, actions: [] };
  const typed = { ...conversation, lastInputAt: surroundings.now };
  return { conversation: typed, actions: [{ type: 'write', data: payload }] };
}

function completeHandshake(conversation: Conversation, payload: Buffer, surroundings: Surroundings): Step {
  if (conversation.phase !== 'handshake') return { conversation, actions: [] };
  const { data } = handshakeResponse.safeParse(parseJson(payload.toString('utf8')));
  const errors = data?.Errors ?? [];
  if (data === undefined || errors.length > 0) {
    const problem = errors.join(', ') || 'the response could not be read';
    return beginEnding(conversation, `Handshake with the client failed: ${problem}`, surroundings);
  }
  const running: Conversation = { ...conversation, phase: 'running', lastInputAt: surroundings.now };
  // Nanoseconds, as Go writes a duration.
  const took = (surroundings.now - conversation.startedAt) * 1_000_000;
  const complete = toJson({ HandshakeTimeToComplete: took, CustomerMessage: '' });
  const step = sendData(running, payloadTypes.handshakeComplete, complete, surroundings);
  return { ...step, actions: [...step.actions, { type: 'start' }] };
}

function resizing(payload: Buffer): readonly ConversationAction[] {
  const { data } = size.safeParse(parseJson(payload.toString('utf8')));
  return data === undefined ? [] : [{ type: 'resize', columns: data.cols, rows: data.rows }];
}

function sendOutput(conversation: Conversation, data: Buffer, surroundings: Surroundings): Step {
  const { pieces, rest } = utf8Pieces(Buffer.concat([conversation.rest, data]));
  return pieces.reduce<Step>(
    (step, piece) => then(step, (before) => sendData(before, payloadTypes.output, piece, surroundings)),
    { conversation: { ...conversation, rest }, actions: [] },
  );
}

/** Ends once all output is acknowledged: the plugin stops at once when it hears of the end. */
function beginEnding(conversation: Conversation, output: string, surroundings: Surroundings): Step {
  if (conversation.phase === 'ending') return { conversation, actions: [] };
  const { rest } = conversation;
  const ending = { ...conversation, phase: 'ending' as const, ending: { since: surroundings.now, output } };
  const last: Step =
    rest.length === 0
      ? { conversation: ending, actions: [] }
      : sendData({ ...ending, rest: Buffer.alloc(0) }, payloadTypes.output, rest, surroundings);
  return then(last, (before) => endIfHeard(before, surroundings));
}

function endIfHeard(conversation: Conversation, surroundings: Surroundings): Step {
  const { ending, sent, sessionId } = conversation;
  if (ending === undefined) return { conversation, actions: [] };
  const isOverdue = surroundings.now - ending.since >= lastOutputTimeoutMs;
  if (sent.length > 0 && !isOverdue) return { conversation, actions: [] };
  const message = {
    MessageId: surroundings.newId(),
    CreatedDate: new Date(surroundings.now).toISOString(),
    DestinationId: sessionId,
    SessionId: sessionId,
    MessageType: 'channel_closed',
    SchemaVersion: 1,
    Output: ending.output,
  };
  const closed: ConversationAction = {
    type: 'send',
    bytes: control('channel_closed', message, surroundings),
  };
  const step = close(conversation);
  return { ...step, actions: [closed, ...step.actions] };
}

function close(conversation: Conversation): Step {
  return { conversation: { ...conversation, phase: 'closed', sent: [] }, actions: [{ type: 'close' }] };
}

function passTime(conversation: Conversation, surroundings: Surroundings): Step {
  const { now } = surroundings;
  const { phase, startedAt, lastInputAt, isPaused } = conversation;
  if (isUnanswered(conversation.sent, now)) return close(conversation);
  if (phase === 'handshake' && now - startedAt >= handshakeTimeoutMs) {
    return close(conversation);
  }
  if (phase === 'running' && now - lastInputAt >= idleTimeoutMs) {
    return beginEnding(conversation, 'Your session timed out due to inactivity.', surroundings);
  }
  const { sent, again } = isPaused ? { sent: conversation.sent } : resend(conversation.sent, now);
  const repeated: Step = {
    conversation: { ...conversation, sent },
    actions: again === undefined ? [] : [{ type: 'send', bytes: again }],
  };
  return then(repeated, (before) => endIfHeard(before, surroundings));
}

function sendData(
  conversation: Conversation,
  payloadType: number,
  payload: Buffer,
  { now, newId }: Surroundings,
): Step {
  const sequenceNumber = conversation.nextSequenceNumber;
  const bytes = encodeMessage({
    type: 'output_stream_data',
    createdAt: now,
    sequenceNumber,
    flags: sequenceNumber === 0 ? 1 : 0,
    id: newId(),
    payloadType,
    payload,
  });
  const sent = [...conversation.sent, { sequenceNumber, bytes, firstSentAt: now, sentAt: now }];
  return {
    conversation: { ...conversation, sent, nextSequenceNumber: sequenceNumber + 1 },
    // What is paused stays in the list and is sent from there.
    actions: conversation.isPaused ? [] : [{ type: 'send', bytes }],
  };
}

function acknowledgementOf(message: AgentMessage, surroundings: Surroundings): ConversationAction {
  const content = {
    AcknowledgedMessageType: message.type,
    AcknowledgedMessageId: message.id,
    AcknowledgedMessageSequenceNumber: message.sequenceNumber,
    IsSequentialMessage: true,
  };
  return { type: 'send', bytes: control('acknowledge', content, surroundings) };
}

/** A message outside the stream. */
function control(
  type: 'acknowledge' | 'channel_closed',
  content: object,
  { now, newId }: Surroundings,
): Buffer {
  return encodeMessage({
    type,
    createdAt: now,
    sequenceNumber: 0,
    flags: 3,
    id: newId(),
    payloadType: 0,
    payload: toJson(content),
  });
}

function then(step: Step, next: (conversation: Conversation) => Step): Step {
  const following = next(step.conversation);
  return { conversation: following.conversation, actions: [...step.actions, ...following.actions] };
}

const toJson = (value: object): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
