import { type Answer, amzJson } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { jsonError } from '../gateway/error-answer.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';

const targetPrefix = 'AmazonEC2ContainerServiceV20141113.';

/** A call of the AWS JSON 1.1 protocol. */
export interface JsonCall {
  /** The header `X-Amz-Target`. */
  readonly target: string | undefined;
  readonly body: string;
}

/** Answers a call of the ECS API, errors included; faults of ours are told to `onFault` as well. */
export async function answerEcs(
  controlPlane: ControlPlane,
  call: JsonCall,
  onFault?: (error: unknown) => void,
): Promise<Answer> {
  try {
    return amzJson(200, await operationOf(call.target)(parseJson(call.body), controlPlane));
  } catch (thrown) {
    const error = toAwsError(thrown, 'ServerException');
    if (error.status >= 500) onFault?.(thrown);
    return jsonError(error);
  }
}

function operationOf(target: string | undefined): Operation {
  const name = target?.startsWith(targetPrefix) === true ? target.slice(targetPrefix.length) : undefined;
  const found = name === undefined ? undefined : operations.get(name);
  if (found !== undefined) return found;
  const message = `The operation "${name ?? target ?? ''}" of ECS is not offered by the local environment.`;
  throw new AwsError('UnknownOperationException', message);
}

function parseJson(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not JSON.', 400, cause);
  }
}
