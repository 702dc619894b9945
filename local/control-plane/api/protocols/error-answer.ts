import { type Answer, json, xml } from '../answer.ts';
import type { AwsError } from '../aws-error.ts';
import { jsonError } from './json-service.ts';
import { queryError } from './query-service.ts';
import { cborAnswer } from './rpc-cbor-protocol.ts';
import { xmlDocument } from './xml-document.ts';

/** What of a request tells which protocol its client speaks. */
export interface ProtocolHints {
  readonly target: string | undefined;
  readonly contentType: string | undefined;
  readonly service: string | undefined;
}

/** An error in the shape of the protocol that the client of a request speaks, whatever the service is. */
export function errorAnswer(error: AwsError, hints: ProtocolHints, requestId: string): Answer {
  if (hints.target !== undefined) return jsonError(error);
  if (hints.contentType === 'application/cbor') return cborError(error);
  if (hints.service === 's3') return s3Error(error, requestId);
  if (speaksXml(hints)) return queryError(error, requestId);
  return restJsonError(error);
}

function speaksXml({ contentType, service }: ProtocolHints): boolean {
  return contentType?.startsWith('application/x-www-form-urlencoded') === true || service === 'cloudfront';
}

function cborError(error: AwsError): Answer {
  return cborAnswer(error.status, { __type: error.code, message: error.message });
}

function s3Error(error: AwsError, requestId: string): Answer {
  const body = { Code: error.code, Message: error.message, RequestId: requestId };
  return xml(error.status, xmlDocument('Error', body));
}

function restJsonError(error: AwsError): Answer {
  const answer = json(error.status, { code: error.code, message: error.message });
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': error.code } };
}
