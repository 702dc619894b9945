import type { Answer } from '../answer.ts';
import { AwsError } from '../aws-error.ts';
import { inputMembers } from './input-members.ts';
import { plainResult } from './plain-result.ts';
import type { MultiProtocolApi, Protocol } from './protocol.ts';
import { errorMembers, queryErrorHeader } from './query-compatible-error.ts';
import type { ServiceCall } from './service.ts';

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export function awsJsonProtocol(api: MultiProtocolApi): Protocol {
  const operationName = ({ target = '' }: ServiceCall) =>
    target.startsWith(`${api.serviceName}.`) ? target.slice(api.serviceName.length + 1) : target;
  return {
    unknownOperation: 'UnknownOperationException',
    operationName,
    read: (call) => ({ name: operationName(call), input: inputMembers(parseBody(call.body)) }),
    result: (_, result) => answer(200, plainResult(result, epochSeconds)),
    error: (error, call) => answer(error.status, errorMembers(api, error), queryErrorHeader(error, call)),
  };
}

function parseBody(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not JSON.', 400, cause);
  }
}

function epochSeconds(date: Date): number {
  return date.getTime() / 1000;
}

function answer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const contentType = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers: { ...contentType, ...headers }, body: JSON.stringify(value) };
}
