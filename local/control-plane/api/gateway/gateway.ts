import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json, send } from '../answer.ts';
import { toAwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { answerEcs } from '../ecs/answer-ecs.ts';
import { answerElbv2 } from '../elbv2/answer-elbv2.ts';
import { answerParity, parityPrefix } from '../parity/parity-routes.ts';
import { readBody } from './bounded-body.ts';
import { browserRefusal } from './browser-guard.ts';
import { errorAnswer } from './error-answer.ts';
import { notOfferedError } from './local-services.ts';
import { createProxy } from './proxy.ts';
import { serviceOfRequest } from './service-of-request.ts';

export interface GatewayOptions {
  readonly controlPlane: ControlPlane;
  /** Where the services that are not played here are, such as `http://localstack:4566`. */
  readonly upstream: URL;
  /** Names under which the compose network knows the endpoint. */
  readonly composeHosts: readonly string[];
  /** Told of what the client sees as a fault of the server. */
  readonly onFault?: (error: unknown) => void;
}

/** ECS takes a task definition of at most 64 KB; a workload is a whole template. */
const bodyLimitBytes = 1024 * 1024;
const workloadLimitBytes = 16 * 1024 * 1024;

/**
 * The one AWS endpoint, as a listener for `node:http`: it routes by the service name in the request's SigV4
 * scope, answers ECS and ELBv2 itself and passes everything else on to LocalStack.
 */
export function createGateway(options: GatewayOptions): RequestListener {
  const proxy = createProxy(options.upstream);
  return (request, response) => {
    const requestId = randomUUID();
    route(options, proxy, request, response, requestId).catch((thrown: unknown) => {
      const service = serviceOf(request);
      const error = toAwsError(thrown, 'InternalFailure');
      if (error.status >= 500) options.onFault?.(thrown);
      const hints = {
        target: header(request, 'x-amz-target'),
        contentType: header(request, 'content-type'),
        service,
      };
      send(response, errorAnswer(error, hints, requestId), requestId);
    });
  };
}

async function route(
  { controlPlane, composeHosts, onFault }: GatewayOptions,
  proxy: ReturnType<typeof createProxy>,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const refusal = browserRefusal(request.headers, composeHosts);
  if (refusal !== undefined) {
    send(response, json(403, { code: 'AccessDenied', message: refusal }), requestId);
    return;
  }
  const { method = 'GET', url = '/' } = request;
  const path = url.split('?', 1)[0] ?? '/';
  if (path.startsWith(parityPrefix)) {
    const body = await readBody(request, workloadLimitBytes);
    send(response, await answerParity(controlPlane, method, path, body), requestId);
    return;
  }
  const service = serviceOf(request);
  const missing = notOfferedError(service);
  if (missing !== undefined) throw missing;
  const body = async () => readBody(request, bodyLimitBytes);
  switch (service) {
    case 'ecs': {
      const call = { target: header(request, 'x-amz-target'), body: await body() };
      send(response, await answerEcs(controlPlane, call, onFault), requestId);
      return;
    }
    case 'elasticloadbalancing':
      send(response, answerElbv2(controlPlane, await body(), requestId, onFault), requestId);
      return;
    default:
      await proxy.pass(request, response);
  }
}

function serviceOf(request: IncomingMessage): string | undefined {
  return serviceOfRequest({ url: request.url ?? '/', authorization: request.headers.authorization });
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
