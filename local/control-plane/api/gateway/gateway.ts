import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { command } from '../../../../failure/command.ts';
import { type Answer, json, send } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import type { ControlPlane, LocalStackCare } from '../control-plane.ts';
import { answerWithFilter, takesFilterPattern } from '../logs/filter-log-events.ts';
import { answerParity, parityPrefix } from '../parity/parity-routes.ts';
import { errorAnswer } from '../protocols/error-answer.ts';
import type { Service, ServiceCall } from '../protocols/service.ts';
import { answerRegistry } from '../registry/registry-front.ts';
import { isForRegistry } from '../registry/registry-path.ts';
import { answerRotateSecret, asksForRotation } from '../secrets/rotate-secret.ts';
import { answerSession, isAboutSession } from '../sessions/answer-session.ts';
import { askUpstream } from './ask-upstream.ts';
import { readBody, readBytes } from './bounded-body.ts';
import { browserRefusal } from './browser-guard.ts';
import { decodedBody } from './decoded-body.ts';
import { createProxy, createSocketProxy, type Passage, UpstreamUnreachable } from './proxy.ts';
import { serviceOfRequest } from './service-of-request.ts';
import { localService } from './services.ts';

export interface GatewayOptions {
  readonly controlPlane: ControlPlane;
  readonly localStack: LocalStackCare;
  /** Where the services that are not emulated here are, such as `http://localstack:4566`. */
  readonly upstream: URL;
  /** Names under which the compose network knows the endpoint. */
  readonly composeHosts: readonly string[];
  /** Told of what the client sees as a fault of the server. */
  readonly onFault?: (error: unknown) => void;
}

/** A request, its id in the answer, and the service that it is signed for. */
interface Call {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly service: string | undefined;
}

/** The ways of a request to servers behind the endpoint; each ends once the answer is out. */
interface Passing {
  readonly onward: (body?: Uint8Array) => Promise<void>;
  readonly toRegistry: (socketPath: string) => Promise<void>;
}

/** ECS takes a task definition of at most 64 KB; a workload is a whole template. */
const bodyLimitBytes = 1024 * 1024;
const workloadLimitBytes = 16 * 1024 * 1024;

/**
 * The one AWS endpoint, as a listener for `node:http`: it routes by the service name in the request's SigV4
 * scope, answers the services of its table itself and passes everything else on to LocalStack.
 */
export function createGateway(options: GatewayOptions): RequestListener {
  const proxy = createProxy(options.upstream);
  return (request, response) => {
    const target = { url: request.url ?? '/', authorization: request.headers.authorization };
    const call: Call = { request, requestId: randomUUID(), service: serviceOfRequest(target) };
    const pass = async (to: Passage, body?: Uint8Array) => {
      if (!response.closed) await to.pass(request, response, body);
    };
    route(options, call, {
      onward: (body) => pass(proxy, body),
      toRegistry: (socketPath) => pass(createSocketProxy(socketPath, 'The registry')),
    })
      .catch((error: unknown) => failed(options, call, error))
      .then((answer) => sendIfAny(response, answer, call));
  };
}

/** The answer, or undefined once the request was passed on and answered. */
async function route(options: GatewayOptions, call: Call, pass: Passing): Promise<Answer | undefined> {
  const { request, service } = call;
  const { onward: passOn } = pass;
  const refusal = browserRefusal(request.headers, options.composeHosts);
  if (refusal !== undefined) return json(403, { code: 'AccessDenied', message: refusal });
  if (request.url?.startsWith(parityPrefix) === true) return parity(options, request);
  if (isForRegistry(request.url ?? '', service)) {
    return await answerRegistry(options.controlPlane, request, pass.toRegistry);
  }
  const local = localService(service);
  if (local !== undefined) return await answerHere(local, options, call, passOn);
  if (isAboutSession(header(request, 'x-amz-target'))) return await session(options, request);
  await awaitOpen(options, request);
  if (service === 'logs' && takesFilterPattern(header(request, 'x-amz-target'))) {
    return await filtered(options, request);
  }
  if (asksForRotation(header(request, 'x-amz-target'))) {
    return await answerRotateSecret(await readBody(request, bodyLimitBytes), options.localStack.rotate);
  }
  await passOn();
  if (changesValues(header(request, 'x-amz-target'))) options.localStack.valuesChanged();
  return undefined;
}

/** The same for a service that is answered here; operations that it declines are LocalStack's. */
async function answerHere(
  local: Service,
  options: GatewayOptions,
  call: Call,
  passOn: (body: Uint8Array) => Promise<void>,
): Promise<Answer | undefined> {
  const body = await readBytes(call.request, bodyLimitBytes);
  const { controlPlane, onFault } = options;
  const read = await readCall(call, body);
  if (local.declines?.(read, controlPlane) !== true) {
    const askLocalStack = async () => {
      await awaitOpen(options, call.request);
      return await askUpstream(options.upstream, call.request, read.body);
    };
    return local.answer({ ...read, askLocalStack }, controlPlane, onFault);
  }
  await awaitOpen(options, call.request);
  await passOn(body);
  return undefined;
}

/**
 * A LocalStack that is empty says that nothing exists, which a client takes for the truth, so that a call waits until it
 * is full again; SDKs repeat a call that is answered with this. LocalStack's own paths, such as its health, stay open.
 */
async function awaitOpen({ localStack }: GatewayOptions, { url }: IncomingMessage): Promise<void> {
  if (url?.startsWith('/_localstack/') === true || (await localStack.whenOpen())) return;
  const message = `LocalStack is being restored after a restart. Retry later; if this persists, run ${command('local:up')}.`;
  throw new AwsError('ServiceUnavailable', message, 503);
}

function changesValues(target = ''): boolean {
  return /^(secretsmanager|AmazonSSM)\.(Create|Delete|Put|Restore|Update)/.test(target);
}

/** LocalStack takes filter patterns and ignores them. */
async function filtered({ upstream }: GatewayOptions, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request, bodyLimitBytes);
  const ask = (changed: string) => askUpstream(upstream, request, changed);
  return await answerWithFilter(header(request, 'x-amz-target'), body, ask);
}

async function session({ controlPlane }: GatewayOptions, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request, bodyLimitBytes);
  return answerSession(header(request, 'x-amz-target'), body, controlPlane.ecsExec);
}

async function parity(options: GatewayOptions, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request, workloadLimitBytes);
  return await answerParity(options, request.method ?? 'GET', splitUrl(request), body);
}

/** Parameters of a Query call are in the body, or in the URL of a GET. */
async function readCall({ request, requestId }: Call, sent: Uint8Array): Promise<ServiceCall> {
  const { path, query } = splitUrl(request);
  const bytes = await decodedBody(sent, header(request, 'content-encoding'), bodyLimitBytes);
  const body = request.method === 'GET' ? query : Buffer.from(bytes).toString('utf8');
  const target = header(request, 'x-amz-target');
  const { method = 'POST', headers } = request;
  return { target, method, path, query, headers, body, bytes, requestId };
}

function failed(
  { onFault, localStack }: GatewayOptions,
  { request, requestId, service }: Call,
  thrown: unknown,
): Answer {
  const error = toAwsError(thrown, 'InternalFailure');
  if (thrown instanceof UpstreamUnreachable) localStack.doesNotAnswer();
  // That LocalStack is closed is logged once.
  if (error.status >= 500 && localStack.isOpen()) onFault?.(thrown);
  const target = header(request, 'x-amz-target');
  return errorAnswer(error, { target, contentType: header(request, 'content-type'), service }, requestId);
}

function sendIfAny(response: ServerResponse, answer: Answer | undefined, { requestId }: Call): void {
  if (answer !== undefined) send(response, answer, requestId);
}

function splitUrl({ url = '/' }: IncomingMessage): { readonly path: string; readonly query: string } {
  const [path = '/', query = ''] = url.split('?', 2);
  return { path, query };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
