import type { AwsError } from '../aws-error.ts';
import type { MultiProtocolApi } from './protocol.ts';
import type { ServiceCall } from './service.ts';

/** The members of an error in JSON and CBOR. CloudWatch's own answers have this namespace, not the model's. */
export function errorMembers({ errorShapes }: MultiProtocolApi, { code, message }: AwsError) {
  return { __type: `com.amazon.coral.service#${errorShapes.get(code) ?? code}`, message };
}

/**
 * A client that knew the Query protocol asks for the code that the error has there.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryErrorHeader(
  { code, status }: AwsError,
  { headers }: ServiceCall,
): Record<string, string> {
  if (headers?.['x-amzn-query-mode'] === undefined) return {};
  return { 'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}` };
}
