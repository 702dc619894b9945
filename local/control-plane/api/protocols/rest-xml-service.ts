import { XMLParser } from 'fast-xml-parser';
import { type Answer, xml } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { queryError } from './query-service.ts';
import type { Service, ServiceCall } from './service.ts';
import { restXmlDocument } from './xml-document.ts';

/** A call as its operation reads it. */
export interface RestRequest {
  /** The parts of the path for which the route has asterisks, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** The body's root element by its name, its values all texts; no members for an empty body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an operation answers: the name and the content of the root element. */
export interface RestResult {
  readonly root: string;
  readonly content: object;
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export type RestOperation = (
  request: RestRequest,
  controlPlane: ControlPlane,
) => RestResult | Promise<RestResult>;

/** An API that speaks the REST protocol with XML. */
export interface RestXmlApi {
  /** As in messages, such as `Amazon CloudFront`. */
  readonly name: string;
  /** The first part of every path, such as `2020-05-31`. */
  readonly version: string;
  readonly namespace: string;
  /** Lines of method, path without the version and with asterisks for its variable parts, and operation. */
  readonly paths: string;
  /** Elements that are repeated in bodies. */
  readonly repeated: readonly string[];
  readonly operations: ReadonlyMap<string, RestOperation>;
}

/**
 * A service from the operations of its API.
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function restXmlService(api: RestXmlApi): Service {
  const routes = readRoutes(api.paths);
  const parser = new XMLParser({
    parseTagValue: false,
    ignoreDeclaration: true,
    removeNSPrefix: true,
    isArray: (name) => api.repeated.includes(name),
  });
  return {
    name: api.name,
    offered: [...api.operations.keys()],
    answer: async (call, controlPlane, onFault) => {
      try {
        const { operation, parts } = find(api, routes, call);
        const query = new URLSearchParams(call.query);
        const body = call.method === 'GET' ? {} : parseBody(parser, call.body);
        return answerOf(api, await operation({ parts, query, body }, controlPlane));
      } catch (thrown) {
        const error = toAwsError(thrown, 'ServiceUnavailable');
        if (error.status >= 500 && error.code !== 'NotImplemented') onFault?.(thrown);
        return queryError(error, call.requestId, api.namespace);
      }
    },
  };
}

interface Route {
  readonly method: string;
  readonly expression: RegExp;
  /** Parameters that tell operations of one path apart. */
  readonly query: URLSearchParams;
  readonly operation: string;
}

/** Paths with a query of their own come first. */
function readRoutes(paths: string): readonly Route[] {
  const routes = paths
    .trim()
    .split('\n')
    .map((line): Route => {
      const [method = '', url = '', operation = ''] = line.split(' ');
      const [path = '', query = ''] = url.split('?');
      const parts = path.split('/').map((part) => (part === '*' ? '([^/]+)' : part));
      return {
        method,
        expression: new RegExp(`^${parts.join('/')}$`),
        query: new URLSearchParams(query),
        operation,
      };
    });
  return routes.toSorted((one, other) => other.query.size - one.query.size);
}

function find(api: RestXmlApi, routes: readonly Route[], { method, path = '/', query = '' }: ServiceCall) {
  const [version, ...rest] = path.replace(/^\//, '').split('/');
  const given = new URLSearchParams(query);
  const resource = rest.join('/').replace(/\/$/, '');
  const route =
    version === api.version
      ? routes.find(
          (each) => each.method === method && each.expression.test(resource) && has(given, each.query),
        )
      : undefined;
  const operation = api.operations.get(route?.operation ?? '');
  if (route === undefined || operation === undefined) throw notThere(api, route, `${method} ${path}`);
  const parts = route.expression.exec(resource)?.slice(1) ?? [];
  return { operation, parts: parts.map(decodeURIComponent) };
}

function has(given: URLSearchParams, wanted: URLSearchParams): boolean {
  return [...wanted].every(([name, value]) => given.get(name) === value);
}

function notThere({ name }: RestXmlApi, route: Route | undefined, request: string): AwsError {
  const what = route === undefined ? `The request ${request}` : `The operation "${route.operation}"`;
  const message = `${what} of ${name} is not supported by the local environment.`;
  return new AwsError('NotImplemented', message, 501);
}

function parseBody(parser: XMLParser, text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  try {
    const parsed: unknown = parser.parse(text, true);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    throw new AwsError('MalformedXML', 'The XML document is malformed.');
  }
}

function answerOf(
  { namespace }: RestXmlApi,
  { root, content, status = 200, headers = {} }: RestResult,
): Answer {
  const answer = xml(status, restXmlDocument(root, content, namespace));
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
