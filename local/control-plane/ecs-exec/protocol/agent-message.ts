import { createHash } from 'node:crypto';

/** What a binary frame of a data channel is for. */
export type MessageType =
  | 'input_stream_data'
  | 'output_stream_data'
  | 'acknowledge'
  | 'channel_closed'
  | 'start_publication'
  | 'pause_publication';

/** What the payload of stream data is, by the number in the header. */
export const payloadTypes = {
  output: 1,
  size: 3,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
  flag: 10,
} as const;

/**
 * A binary frame of a Session Manager data channel, as the agent and the plugin exchange them.
 * @see https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/contracts/agentmessage.go
 */
export interface AgentMessage {
  /** A `MessageType`, or one that is not known here. */
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Counts stream data of one direction from 0; 0 in all other messages. */
  readonly sequenceNumber: number;
  /** Bit 0: the first message of a stream; bit 1: its last. */
  readonly flags: number;
  /** A UUID. */
  readonly id: string;
  readonly payloadType: number;
  readonly payload: Buffer;
}

const schemaVersion = 1;
const typeBytes = 32;
const at = {
  headerLength: 0,
  type: 4,
  schemaVersion: 36,
  createdAt: 40,
  sequenceNumber: 48,
  flags: 56,
  id: 64,
  digest: 80,
  payloadType: 112,
  payloadLength: 116,
};
const payloadLengthBytes = 4;

export function encodeMessage(message: AgentMessage): Buffer {
  const head = Buffer.alloc(at.payloadLength + payloadLengthBytes);
  head.writeUInt32BE(at.payloadLength, at.headerLength);
  head.write(message.type.padEnd(typeBytes), at.type, typeBytes, 'latin1');
  head.writeUInt32BE(schemaVersion, at.schemaVersion);
  head.writeBigUInt64BE(BigInt(message.createdAt), at.createdAt);
  head.writeBigInt64BE(BigInt(message.sequenceNumber), at.sequenceNumber);
  head.writeBigUInt64BE(BigInt(message.flags), at.flags);
  swappedHalves(Buffer.from(message.id.replaceAll('-', ''), 'hex')).copy(head, at.id);
  digestOf(message.payload).copy(head, at.digest);
  head.writeUInt32BE(message.payloadType, at.payloadType);
  head.writeUInt32BE(message.payload.length, at.payloadLength);
  return Buffer.concat([head, message.payload]);
}

/** Undefined for what is no message: too short, of another length than it says, or with another digest. */
export function decodeMessage(bytes: Buffer): AgentMessage | undefined {
  if (bytes.length < at.payloadLength + payloadLengthBytes) return undefined;
  const payload = bytes.subarray(bytes.readUInt32BE(at.headerLength) + payloadLengthBytes);
  if (payload.length !== bytes.readUInt32BE(at.payloadLength)) return undefined;
  const digest = bytes.subarray(at.digest, at.payloadType);
  // A message without a payload may have no digest: the plugin's own check passes over those too.
  if (payload.length > 0 && !digest.equals(digestOf(payload))) return undefined;
  return {
    type: textOf(bytes.subarray(at.type, at.schemaVersion)),
    createdAt: Number(bytes.readBigUInt64BE(at.createdAt)),
    sequenceNumber: Number(bytes.readBigInt64BE(at.sequenceNumber)),
    flags: Number(bytes.readBigUInt64BE(at.flags)),
    id: uuidOf(swappedHalves(bytes.subarray(at.id, at.digest))),
    payloadType: bytes.readUInt32BE(at.payloadType),
    payload,
  };
}

const digestOf = (payload: Buffer): Buffer => createHash('sha256').update(payload).digest();

/** Padded with spaces by the plugin, and with zeros by some agents. */
const textOf = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\0', '').trim();

/** The less significant half of an id comes first on the wire. */
const swappedHalves = (id: Buffer): Buffer => Buffer.concat([id.subarray(8), id.subarray(0, 8)]);

function uuidOf(id: Buffer): string {
  const digits = id.toString('hex');
  return [8, 12, 16, 20].reduceRight((text, place) => `${text.slice(0, place)}-${text.slice(place)}`, digits);
}
