import type { ServerResponse } from 'node:http';

/** A whole HTTP answer, as a value. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of a binary protocol, in place of `body`. */
  readonly bytes?: Uint8Array;
}

/** A JSON answer. */
export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** An XML answer. */
export function xml(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** Sends an answer; does nothing more when the head of another one is already out. */
export function send(response: ServerResponse, answer: Answer, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What is left of a body that was refused is not read.
  if (answer.status === 413) response.shouldKeepAlive = false;
  const body = answer.bytes ?? answer.body;
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': requestId,
  });
  response.end(body);
}
