/** Stream data that went out and is not acknowledged, the oldest first. */
export type SentMessages = readonly SentMessage[];

export interface SentMessage {
  readonly sequenceNumber: number;
  readonly bytes: Buffer;
  readonly firstSentAt: number;
  readonly sentAt: number;
}

/** As long as the agent waits before it knows the round trip. */
export const resendAfterMs = 200;

/** The plugin ends a session whose messages are not acknowledged for so long. */
export const giveUpAfterMs = 300_000;

/** How many messages may be unacknowledged before no more output is read. */
const windowSize = 64;

export function acknowledge(sent: SentMessages, sequenceNumber: number): SentMessages {
  return sent.filter((message) => message.sequenceNumber !== sequenceNumber);
}

/** The oldest message again where its acknowledgement is overdue; those behind it wait for it. */
export function resend(
  sent: SentMessages,
  now: number,
): { readonly sent: SentMessages; readonly again?: Buffer } {
  const [oldest, ...rest] = sent;
  if (oldest === undefined || now - oldest.sentAt < resendAfterMs) return { sent };
  return { sent: [{ ...oldest, sentAt: now }, ...rest], again: oldest.bytes };
}

export const isUnanswered = ([oldest]: SentMessages, now: number): boolean =>
  oldest !== undefined && now - oldest.firstSentAt >= giveUpAfterMs;

export const isFull = (sent: SentMessages): boolean => sent.length >= windowSize;
