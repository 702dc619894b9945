import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { command } from '../../../../failure/command.ts';
import { limitConnecting } from '../../../../net/limit-connecting.ts';
import { AwsError } from '../aws-error.ts';

/** Headers that are about one connection and are not passed on (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

const connectTimeoutMs = 500;

/** Passes requests on to another HTTP server as they are, streaming both ways. */
export interface Passage {
  /**
   * Ends once the answer is out. `body` is what was sent where it has been read already. Raises `ServiceUnavailable`
   * (503) when the server cannot be reached.
   */
  pass(incoming: IncomingMessage, outgoing: ServerResponse, body?: Uint8Array): Promise<void>;
}

/** Where requests are passed on to. */
interface Upstream {
  /** Of a server on a Unix socket, only what its name would be. */
  readonly url: URL;
  readonly socketPath?: string;
  /** What the client is told where it does not answer. */
  readonly unreachable: (cause: Error & { readonly code?: string }) => AwsError;
}

/** A proxy to `upstream`, such as `http://localstack:4566`. */
export function createProxy(upstream: URL): Passage {
  return proxyTo({ url: upstream, unreachable: (cause) => unreachable(upstream, cause) });
}

/** A proxy to a server on a Unix socket, which `name` names in errors. */
export function createSocketProxy(socketPath: string, name: string): Passage {
  return proxyTo({
    ...{ url: new URL('http://localhost'), socketPath },
    unreachable: (cause) =>
      new AwsError('ServiceUnavailable', `${name} does not respond. Try again.`, 503, cause),
  });
}

function proxyTo(upstream: Upstream): Passage {
  // A connection that is kept may be closed by the other side while a streamed, unrepeatable request goes out.
  const agent = new Agent({ keepAlive: false, maxSockets: 256 });
  return {
    pass: (incoming, outgoing, body) => passOn(upstream, agent, incoming, outgoing, body),
  };
}

function passOn(
  upstream: Upstream,
  agent: Agent,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Uint8Array | undefined,
) {
  return new Promise<void>((resolve, reject) => {
    const { method, url: path, headers } = incoming;
    const options = { agent, method, path, headers: { ...endToEnd(headers), ...framing(headers) } };
    const { url, socketPath } = upstream;
    const where = socketPath === undefined ? {} : { socketPath };
    const onward = request(url, { ...options, ...where }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headers));
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    });
    limitConnecting(onward, connectTimeoutMs);
    onward.on('error', (cause) => {
      incoming.unpipe(onward);
      reject(upstream.unreachable(cause));
    });
    outgoing.on('close', () => {
      onward.destroy();
      resolve();
    });
    if (body === undefined) incoming.pipe(onward);
    else onward.end(body);
  });
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

/** A body of unknown length stays one; without this header Node would hold a GET with a body back. */
function framing(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const encoding = headers['transfer-encoding'];
  return encoding === undefined ? {} : { 'transfer-encoding': encoding };
}

/** The upstream server does not respond. */
export class UpstreamUnreachable extends AwsError {}

/** The error that a client gets if LocalStack does not respond. */
export function unreachable(upstream: URL, cause: Error & { readonly code?: string }): UpstreamUnreachable {
  const message = `LocalStack at ${upstream.origin} does not respond (${cause.code ?? cause.message}). It is restarted automatically; if it stays down, run ${command('local:up')}.`;
  return new UpstreamUnreachable('ServiceUnavailable', message, 503, cause);
}
