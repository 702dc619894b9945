import { serve } from '../../../local/control-plane/api/testing/serve.ts';
import { type AwsCall, readCall } from './aws-call.ts';

/** What is sent back. */
export interface FrontAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Sends a call on to where it goes, changed or as it is. */
export type Onward = (call: AwsCall) => Promise<FrontAnswer>;

/** Stands in the way of calls: answers one itself, or sends it on, and may change what is asked or answered. */
export type Interception = (call: AwsCall, onward: Onward) => Promise<FrontAnswer>;

/** An address that answers as AWS does. */
export interface MotoFront extends AsyncDisposable {
  readonly endpoint: string;
}

/**
 * Serves what others answer at one address: moto, or what `upstreams` names for a service. Each call passes the interceptions
 * in their order.
 */
export async function openFront(
  upstream: string,
  interceptions: readonly Interception[],
  upstreams: Readonly<Record<string, string>> = {},
): Promise<MotoFront> {
  const send: Onward = (call) => sendOn(upstreams[call.service] ?? upstream, call);
  const onward = interceptions.reduceRight<Onward>(
    (next, intercept) => (call) => intercept(call, next),
    send,
  );
  const served = await serve((request, response) => {
    readCall(request)
      .then(onward)
      // Not a fault of the server: these are asked again and again.
      .catch((error: unknown) => queryError('ValidationError', String(error)))
      .then(({ status, headers = {}, body }) => response.writeHead(status, headers).end(body));
  });
  return { endpoint: served.url, [Symbol.asyncDispose]: () => served.close() };
}

/** Headers of one connection, and those that are made anew. */
const ownHeaders: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding'],
]);

async function sendOn(upstream: string, { method, path, headers, body }: AwsCall): Promise<FrontAnswer> {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const response = await fetch(new URL(path, upstream), {
    method,
    headers: passed(headers),
    redirect: 'manual',
    ...(hasBody && { body: new Uint8Array(body) }),
  });
  return {
    status: response.status,
    headers: passed(Object.fromEntries(response.headers)),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

function passed(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ownHeaders.has(name) && name !== 'content-encoding'),
  );
}

/** An error as the Query API answers it. */
export function queryError(code: string, message: string, status = 400): FrontAnswer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** The result of an operation of the Query API, as XML. */
export function queryResult(action: string, result: string): FrontAnswer {
  const body = `<${action}Response><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

/** A call of the Query API with other parameters; without those that are undefined. */
export function withParameters(
  call: AwsCall,
  changes: Readonly<Record<string, string | undefined>>,
): AwsCall {
  const parameters = new URLSearchParams(call.parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, value);
  }
  return { ...call, parameters, body: Buffer.from(parameters.toString()) };
}

/** Text as XML has it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
