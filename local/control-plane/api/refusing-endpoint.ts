import { createServer, type Server } from 'node:http';
import type { Failure } from '../../../failure/failure.ts';
import type { Address } from './start-endpoint.ts';

/**
 * Stands in for the AWS endpoint of a control plane that must not start: it answers everything with the reason, so that
 * commands can tell it, and keeps the process from being started again and again.
 */
export async function startRefusingEndpoint(
  { code, message, hint }: Failure,
  address: Address,
): Promise<Server> {
  const body = JSON.stringify({ code, message, hint });
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(503, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return server;
}
