import http, { type Params, type Response } from 'k6/http';
import type { StoreAnswer, StoreRequest } from './visitor.ts';

/** Where the store is. */
export interface StoreAddress {
  /** The address of the storefront, through the edge, without a path. */
  readonly storefrontUrl: string;
  /** The address of the Storefront API of version 2. */
  readonly apiUrl: string;
}

/** Less than the 60 seconds after which the edge and the load balancer give up: it is k6 that says what was too slow. */
const timeout = '50s';
const orMissing = http.expectedStatuses({ min: 200, max: 399 }, 404);

/** Sends a request whose samples have the step as their name. It follows no redirect: one step is one request. */
export function sendRequest(address: StoreAddress, step: string, request: StoreRequest): StoreAnswer {
  const url = (request.api === true ? address.apiUrl : address.storefrontUrl) + request.path;
  const { body } = request;
  return answerOf(
    http.request(
      request.method ?? 'GET',
      url,
      body === undefined ? null : request.api === true ? JSON.stringify(body) : formOf(body),
      {
        ...usual(step),
        headers: headersOf(request),
        ...(request.mayBeMissing === true ? { responseCallback: orMissing } : {}),
      },
    ),
  );
}

/** Sends requests for pictures side by side. */
export function sendForPictures(
  { storefrontUrl }: StoreAddress,
  step: string,
  paths: readonly string[],
): readonly StoreAnswer[] {
  const params: Params = { ...usual(step), responseType: 'binary' };
  return http
    .batch(paths.map((path) => ({ method: 'GET', url: storefrontUrl + path, params })))
    .map(answerOf);
}

function usual(step: string): Params {
  return { tags: { name: step }, timeout, redirects: 0 };
}

function headersOf({ api, cartToken, body }: StoreRequest): Record<string, string> {
  return {
    ...(api === true ? { Accept: 'application/vnd.api+json' } : { Accept: 'text/html' }),
    ...(api === true && body !== undefined ? { 'Content-Type': 'application/json' } : {}),
    ...(cartToken === undefined ? {} : { 'X-Spree-Order-Token': cartToken }),
  };
}

function formOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
}

function answerOf({ status, body, headers }: Response): StoreAnswer {
  return {
    status,
    body: typeof body === 'string' ? body : '',
    bytes: body === null ? 0 : typeof body === 'string' ? body.length : body.byteLength,
    contentType: headers['Content-Type'] ?? '',
    redirectsTo: (headers.Location ?? '').replace(/^https?:\/\/[^/]+/, ''),
  };
}
