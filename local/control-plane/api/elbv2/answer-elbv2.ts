import { type Answer, xml } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { queryError } from '../gateway/error-answer.ts';
import { xmlDocument } from '../xml-document.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { parseQuery, type QueryValue } from './parse-query.ts';

const apiVersion = '2015-12-01';
const namespace = `http://elasticloadbalancing.amazonaws.com/doc/${apiVersion}/`;

/** Answers a call of the ELBv2 API, errors included; faults of ours are told to `onFault` as well. */
export function answerElbv2(
  controlPlane: ControlPlane,
  body: string,
  requestId: string,
  onFault?: (error: unknown) => void,
): Answer {
  try {
    const { Action: action, Version: version, ...parameters } = parseQuery(body);
    const result = operationOf(action, version)(parameters, controlPlane);
    const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
    return xml(200, xmlDocument(`${action}Response`, content, namespace));
  } catch (thrown) {
    const error = toAwsError(thrown, 'InternalFailure');
    if (error.status >= 500) onFault?.(thrown);
    return queryError(error, requestId, namespace);
  }
}

/** The classic load balancers' API has the same service name and another version. */
function operationOf(action: QueryValue | undefined, version: QueryValue | undefined): Operation {
  const name = typeof action === 'string' ? action : '';
  if (version !== apiVersion) {
    const message = `The version "${String(version)}" of Elastic Load Balancing is not offered by the local environment, ${apiVersion} is.`;
    throw new AwsError('InvalidAction', message);
  }
  const found = operations.get(name);
  if (found !== undefined) return found;
  const message = `The action "${name}" of Elastic Load Balancing is not offered by the local environment.`;
  throw new AwsError('InvalidAction', message);
}
