import type { AgentMessage } from './agent-message.ts';

/** The stream data that came in: what is expected next, and what came before its turn, by sequence number. */
export interface IncomingOrder {
  readonly expected: number;
  readonly early: ReadonlyMap<number, AgentMessage>;
}

/** How many messages may wait for an earlier one; the other side repeats what is not acknowledged. */
const earlyLimit = 256;

export const nothingReceived: IncomingOrder = { expected: 0, early: new Map() };

/** What follows from a message: those whose turn it is, in order, and whether to acknowledge it. */
export interface Received {
  readonly order: IncomingOrder;
  readonly inTurn: readonly AgentMessage[];
  readonly acknowledged: boolean;
}

/** Takes a message in; one that was taken before is acknowledged again, as its acknowledgement may be lost. */
export function receive(order: IncomingOrder, message: AgentMessage): Received {
  const { sequenceNumber } = message;
  if (sequenceNumber < order.expected) return { order, inTurn: [], acknowledged: true };
  if (sequenceNumber === order.expected) {
    return { ...inTurn({ ...order, early: withMessage(order, message) }), acknowledged: true };
  }
  if (order.early.size >= earlyLimit) return { order, inTurn: [], acknowledged: false };
  return { order: { ...order, early: withMessage(order, message) }, inTurn: [], acknowledged: true };
}

const withMessage = ({ early }: IncomingOrder, message: AgentMessage): ReadonlyMap<number, AgentMessage> =>
  new Map([...early, [message.sequenceNumber, message]]);

function inTurn({ expected, early }: IncomingOrder): Omit<Received, 'acknowledged'> {
  const rest = new Map(early);
  const ready: AgentMessage[] = [];
  for (let next = rest.get(expected); next !== undefined; next = rest.get(expected + ready.length)) {
    rest.delete(next.sequenceNumber);
    ready.push(next);
  }
  return { order: { expected: expected + ready.length, early: rest }, inTurn: ready };
}
