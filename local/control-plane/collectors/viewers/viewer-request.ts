import { z } from 'zod';

/** A request of a viewer as CloudFront counts it. */
export interface ViewerRequest {
  readonly endedAtMs: number;
  readonly distribution: string;
  readonly method: string;
  readonly status: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** What `request-log.ts` of the edge writes; nginx's time is in seconds. */
const lineSchema = z
  .object({
    ended: z.number(),
    distribution: z.string(),
    method: z.string(),
    status: z.coerce.number(),
    received: z.number(),
    sent: z.number(),
  })
  .transform(
    ({ ended, received, sent, ...same }): ViewerRequest => ({
      ...same,
      endedAtMs: Math.round(ended * 1000),
      receivedBytes: received,
      sentBytes: sent,
    }),
  );

/** Reads a line of the edge's log; undefined for what is no request, such as nginx's own messages. */
export function readViewerRequest(text: string): ViewerRequest | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
