import { xml } from '../answer.ts';
import { AwsError } from '../aws-error.ts';
import { parseQuery, type QueryValue } from './parse-query.ts';
import type { CalledOperation, MultiProtocolApi, Protocol } from './protocol.ts';
import { queryError } from './query-service.ts';
import { xmlDocument } from './xml-document.ts';

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function awsQueryProtocol(api: MultiProtocolApi): Protocol {
  return {
    unknownOperation: 'InvalidAction',
    operationName: ({ body }) => new URLSearchParams(body).get('Action') ?? '',
    read: ({ body }) => readQuery(api, body),
    result: (name, result, { requestId }) => {
      const content = { [`${name}Result`]: result, ResponseMetadata: { RequestId: requestId } };
      return xml(200, xmlDocument(`${name}Response`, content, api.namespace));
    },
    error: (error, { requestId }) => queryError(error, requestId, api.namespace),
  };
}

function readQuery({ name, version }: MultiProtocolApi, body: string): CalledOperation {
  const { Action: action, Version: given, ...input } = parseQuery(body);
  if (given === version) return { name: textOf(action), input };
  const message = `The version "${textOf(given)}" of ${name} is not supported by the local environment, ${version} is.`;
  throw new AwsError('InvalidAction', message);
}

function textOf(value: QueryValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
