import { connect } from 'node:net';
import { Failure } from '../../../../failure/failure.ts';

/**
 * Sends one command to a HAProxy socket and gives its whole answer.
 * Raises `LOAD_BALANCER_UNREACHABLE` when nothing listens there or no answer came in time.
 * @see https://docs.haproxy.org/3.0/management.html#9.3
 */
export function sendCommand(socketPath: string, command: string, timeoutMs = 5000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const chunks: Buffer[] = [];
    const fail = (cause?: unknown) => {
      socket.destroy();
      reject(unreachable(socketPath, command, cause));
    };
    socket.setTimeout(timeoutMs, () => fail());
    socket.on('error', fail);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.end(`${command}\n`);
  });
}

function unreachable(socketPath: string, command: string, cause: unknown): Failure {
  return new Failure(
    'LOAD_BALANCER_UNREACHABLE',
    `the load balancer did not respond to \`${command}\` on ${socketPath}`,
    { hint: 'Check whether its container is running: it restarts by itself.', cause },
  );
}
