import { type Answer, json } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import type { Operation, Operations, Service } from './service.ts';

/** An API that speaks AWS JSON 1.1. */
export interface JsonApi {
  /** As in messages, such as `ECS`. */
  readonly name: string;
  /** What stands before the operation's name in `X-Amz-Target`, its dot included. */
  readonly targetPrefix: string;
  /** The code that the service gives to faults of its own. */
  readonly faultCode: string;
  /** What its errors call their text, in which some clients tell capitals apart; `message` where absent. */
  readonly errorText?: 'message' | 'Message';
  readonly operations: Operations;
}

/**
 * A service from the operations of its API.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonService(api: JsonApi): Service {
  return {
    name: api.name,
    offered: [...api.operations.keys()],
    answer: async ({ target, body }, controlPlane, onFault) => {
      try {
        return amzJson(200, await operationOf(api, target)(parseBody(body), controlPlane));
      } catch (thrown) {
        const error = toAwsError(thrown, api.faultCode);
        if (error.status >= 500) onFault?.(thrown);
        return jsonError(error, api.errorText);
      }
    },
  };
}

function operationOf({ name, targetPrefix, operations }: JsonApi, target: string | undefined): Operation {
  const operation = target?.startsWith(targetPrefix) === true ? target.slice(targetPrefix.length) : undefined;
  const found = operation === undefined ? undefined : operations.get(operation);
  if (found !== undefined) return found;
  const message = `The operation "${operation ?? target ?? ''}" of ${name} is not supported by the local environment.`;
  throw new AwsError('UnknownOperationException', message);
}

function parseBody(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not JSON.', 400, cause);
  }
}

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization */
export function jsonError(error: AwsError, text: JsonApi['errorText'] = 'message'): Answer {
  const answer = amzJson(error.status, { __type: error.code, [text]: error.message });
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': error.code } };
}

function amzJson(status: number, value: unknown): Answer {
  return { ...json(status, value), headers: { 'content-type': 'application/x-amz-json-1.1' } };
}
