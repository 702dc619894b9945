import { createHash, createHmac } from 'node:crypto';
import type { MotoServer } from './moto-server.ts';

/** Keys of a user of IAM. */
export interface UserKeys {
  readonly id: string;
  readonly secret: string;
}

/** A request in the protocol of its service, to be signed. */
export interface SignedRequest {
  readonly service: string;
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  readonly path?: string;
  /** Without the question mark, each name with an equals sign, in the order of their names. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const region = 'ap-southeast-1';

/**
 * Sends a request with the signature of a user, which moto checks, and tells whether IAM let it through: what the service says
 * of it afterwards does not matter.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function isLetThrough(
  moto: MotoServer,
  keys: UserKeys,
  request: SignedRequest,
): Promise<boolean> {
  const { method, path = '/', query = '', body = '' } = request;
  const url = new URL(`${path}${query === '' ? '' : `?${query}`}`, moto.endpoint);
  const hasBody = method === 'POST' || method === 'PUT';
  const response = await fetch(url, {
    method,
    headers: signedHeaders(keys, request, url),
    ...(hasBody ? { body } : {}),
  });
  const text = await response.text();
  if (/SignatureDoesNotMatch|InvalidClientTokenId|InvalidAccessKeyId/.test(text)) throw new Error(text);
  return response.status !== 403 && !/AccessDenied/.test(text);
}

function signedHeaders(
  { id, secret }: UserKeys,
  { service, method, path = '/', query = '', headers = {}, body = '' }: SignedRequest,
  { host }: URL,
): Readonly<Record<string, string>> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const all: Record<string, string> = {
    ...headers,
    host,
    'x-amz-content-sha256': hash(body),
    'x-amz-date': time,
  };
  const names = Object.keys(all).toSorted();
  const canonical = [
    ...[method, path, query],
    ...names.map((name) => `${name}:${all[name]}`),
    ...['', names.join(';'), hash(body)],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), hash(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((previous, part) => keyed(previous, part), `AWS4${secret}`);
  const signature = keyed(key, toSign).toString('hex');
  const { host: _, ...sent } = all;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope.join('/')}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function keyed(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
