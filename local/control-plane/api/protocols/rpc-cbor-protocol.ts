import { cbor, dateToTag } from '@smithy/core/cbor';
import type { Answer } from '../answer.ts';
import { AwsError } from '../aws-error.ts';
import { inputMembers } from './input-members.ts';
import { plainResult } from './plain-result.ts';
import type { MultiProtocolApi, Protocol } from './protocol.ts';
import { errorMembers, queryErrorHeader } from './query-compatible-error.ts';
import type { ServiceCall } from './service.ts';

/** @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export function rpcCborProtocol(api: MultiProtocolApi): Protocol {
  const prefix = `/service/${api.serviceName}/operation/`;
  const operationName = ({ path = '' }: ServiceCall) =>
    path.startsWith(prefix) ? path.slice(prefix.length) : path;
  return {
    unknownOperation: 'UnknownOperationException',
    operationName,
    read: (call) => ({ name: operationName(call), input: inputMembers(parseBody(call.bytes)) }),
    result: (_, result) => cborAnswer(200, plainResult(result, dateToTag)),
    error: (error, call) => cborAnswer(error.status, errorMembers(api, error), queryErrorHeader(error, call)),
  };
}

function parseBody(bytes: Uint8Array = new Uint8Array()): unknown {
  try {
    return bytes.length === 0 ? {} : cbor.deserialize(bytes);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not CBOR.', 400, cause);
  }
}

/** An answer of the CBOR protocol. */
export function cborAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const own = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
  return { status, headers: { ...own, ...headers }, body: '', bytes: cbor.serialize(value) };
}
