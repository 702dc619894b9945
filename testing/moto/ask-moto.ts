import type { JsonObject } from '../../definition/template/json-value.ts';
import type { MotoServer } from './moto-server.ts';

/** A request to the API of a service, in its own protocol. */
export interface Request {
  readonly service: string;
  readonly method?: 'POST' | 'PUT';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: URLSearchParams | string;
}

/** What moto has answered instead of doing what it was asked. */
export class MotoRefusal extends Error {}

/**
 * Sends a request to a region of moto, once, as a repetition would meet what the first attempt has left. Gives the text of
 * the answer. Raises a `MotoRefusal` with its reason, or with the end of moto's log where it gives none.
 */
export async function askMoto(
  moto: MotoServer,
  region: string,
  { service, method = 'POST', path = '/', headers = {}, body }: Request,
): Promise<string> {
  const scope = `Credential=test/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(new URL(path, moto.endpoint), {
    method,
    // It does not check the signature, but reads the region and the service there.
    headers: { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`, ...headers },
    body,
  });
  const text = await response.text();
  if (response.ok) return text;
  const what = [service, headers['x-amz-target'] ?? path].join(' ');
  throw new MotoRefusal(`${what}: ${response.status < 500 ? text : await moto.takeFault()}`);
}

/** A request in one of the protocols whose body is JSON; the target names the operation. */
export function jsonRequest(service: string, target: string, body: JsonObject): Request {
  const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
  return { service, headers, body: JSON.stringify(body) };
}
