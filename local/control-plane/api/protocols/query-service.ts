import { type Answer, xml } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import { parseQuery, type QueryValue } from './parse-query.ts';
import type { Operation, Operations, Service } from './service.ts';
import { xmlDocument } from './xml-document.ts';

/** An API that speaks the Query protocol. */
export interface QueryApi {
  /** As in messages, such as `Elastic Load Balancing`. */
  readonly name: string;
  /** Other versions of the same service name are other APIs, such as that of classic load balancers. */
  readonly version: string;
  /** The XML namespace of answers. */
  readonly namespace: string;
  readonly operations: Operations;
  /** How results are written; `xmlDocument` when absent, `restXmlDocument` for an API whose lists name their items. */
  readonly write?: typeof xmlDocument;
}

/**
 * A service from the operations of its API.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryService(api: QueryApi): Service {
  return {
    name: api.name,
    offered: [...api.operations.keys()],
    answer: async ({ body, requestId }, controlPlane, onFault) => {
      try {
        const { Action: action, Version: version, ...parameters } = parseQuery(body);
        const result = await operationOf(api, action, version)(parameters, controlPlane);
        const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
        return xml(200, (api.write ?? xmlDocument)(`${action}Response`, content, api.namespace));
      } catch (thrown) {
        const error = toAwsError(thrown, 'InternalFailure');
        if (error.status >= 500) onFault?.(thrown);
        return queryError(error, requestId, api.namespace);
      }
    },
  };
}

function operationOf(
  api: QueryApi,
  action: QueryValue | undefined,
  version: QueryValue | undefined,
): Operation {
  if (version !== api.version) {
    const message = `The version "${String(version)}" of ${api.name} is not supported by the local environment, ${api.version} is.`;
    throw new AwsError('InvalidAction', message);
  }
  const name = typeof action === 'string' ? action : '';
  const found = api.operations.get(name);
  if (found !== undefined) return found;
  const message = `The action "${name}" of ${api.name} is not supported by the local environment.`;
  throw new AwsError('InvalidAction', message);
}

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization */
export function queryError(error: AwsError, requestId: string, namespace?: string): Answer {
  const body = {
    Error: {
      Type: error.status < 500 ? 'Sender' : 'Receiver',
      Code: error.code,
      Message: error.message,
    },
    RequestId: requestId,
  };
  return xml(error.status, xmlDocument('ErrorResponse', body, namespace));
}
