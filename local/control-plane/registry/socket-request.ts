import { request } from 'node:http';
import { limitConnecting } from '../../../net/limit-connecting.ts';

/** A request to a server on a Unix socket. */
export interface SocketRequest {
  readonly socketPath: string;
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
}

export interface SocketAnswer {
  readonly status: number;
  readonly body: string;
}

const connectTimeoutMs = 1_000;

/** Sends a request and gives the whole answer. Raises what the system says where nothing answers. */
export function askSocket({ socketPath, method, path, ...sent }: SocketRequest): Promise<SocketAnswer> {
  return new Promise((resolve, reject) => {
    const { body = '', contentType } = sent;
    const headers = {
      'content-length': Buffer.byteLength(body),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    };
    const asked = request({ socketPath, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    limitConnecting(asked, connectTimeoutMs);
    asked.on('error', reject);
    asked.end(body);
  });
}
