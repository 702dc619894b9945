import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { z } from 'zod';

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Each `Set-Cookie` by itself. */
  readonly setCookies: readonly string[];
  readonly body: Buffer;
}

/** A visitor of the storefront: through the edge, over TLS, trusting the local authority and nothing else. */
export interface EdgeClient {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<EdgeAnswer>;
  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<EdgeAnswer>;
}

export function edgeClient(storefrontUrl: string, authorityFile: string, timeoutMs = 60_000): EdgeClient {
  const ca = readFileSync(authorityFile);
  const send: EdgeClient['send'] = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const asked = request(
        new URL(path, storefrontUrl),
        {
          method,
          ca,
          timeout: timeoutMs,
          headers: {
            ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          // A connection may break in the middle of an answer.
          answer.on('error', reject);
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: Object.fromEntries(
                Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
              ),
              setCookies: answer.headers['set-cookie'] ?? [],
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.on('timeout', () => asked.destroy(new Error(`${method} ${path} timed out`)));
      asked.end(payload);
    });
  return { get: (path, headers = {}) => send('GET', path, headers), send };
}

const resourceSchema = z.object({
  id: z.string(),
  type: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  relationships: z.record(z.string(), z.unknown()).optional(),
});

const listSchema = z.object({
  data: z.array(resourceSchema),
  included: z.array(resourceSchema).default([]),
});

export type ApiResource = z.infer<typeof resourceSchema>;

export interface ApiList {
  readonly data: readonly ApiResource[];
  /** What `include` asked for. */
  readonly included: readonly ApiResource[];
}

/** The Storefront API of Spree, as a guest uses it. */
export interface StorefrontApi {
  list(path: string): Promise<ApiList>;
  one(method: string, path: string, body?: unknown): Promise<ApiResource>;
}

export function storefrontApi(edge: EdgeClient, orderToken?: string): StorefrontApi {
  const call = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const headers = orderToken === undefined ? {} : { 'X-Spree-Order-Token': orderToken };
    const answer = await edge.send(method, `/api/v2/storefront${path}`, headers, body);
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(
        `${method} ${path} answered ${answer.status}: ${answer.body.toString().slice(0, 2_000)}`,
      );
    }
    return JSON.parse(answer.body.toString());
  };
  return {
    list: async (path) => listSchema.parse(await call('GET', path, undefined)),
    one: async (method, path, body) =>
      z.object({ data: resourceSchema }).parse(await call(method, path, body)).data,
  };
}
