import type { ClientRequest } from 'node:http';

/**
 * Ends a request whose connection, the lookup of the name included, is not made within so many milliseconds: on the
 * engine's networks that takes one or two, unless the server's container is being restarted. A lookup that hangs may
 * otherwise succeed seconds later and reach a server that has forgotten everything meanwhile.
 */
export function limitConnecting(request: ClientRequest, timeoutMs: number): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const end = () => request.destroy(new Error('the connection timed out'));
    const timer = setTimeout(end, timeoutMs);
    const clear = () => clearTimeout(timer);
    socket.once('connect', clear).once('close', clear);
  });
}
