import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';

/**
 * Reads a whole body as text. Raises `RequestEntityTooLarge` (413) past `limitBytes`; the connection stays open
 * until that was answered.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limitBytes) {
      throw new AwsError('RequestEntityTooLarge', `The request is larger than ${limitBytes} bytes.`, 413);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
