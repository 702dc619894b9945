import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';

/** Reads a whole body as text. Raises `RequestEntityTooLarge` (413) past `limitBytes`. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  return (await readBytes(request, limitBytes)).toString('utf8');
}

/**
 * Reads a whole body. Raises `RequestEntityTooLarge` (413) past `limitBytes`; the connection stays open until that was
 * answered.
 */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limitBytes) throw tooLarge(limitBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The error for a body that is larger than the endpoint takes. */
export function tooLarge(limitBytes: number): AwsError {
  return new AwsError('RequestEntityTooLarge', `The request is larger than ${limitBytes} bytes.`, 413);
}
