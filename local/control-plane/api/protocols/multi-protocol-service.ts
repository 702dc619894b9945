import type { Answer } from '../answer.ts';
import { AwsError, toAwsError } from '../aws-error.ts';
import { awsJsonProtocol } from './aws-json-protocol.ts';
import { awsQueryProtocol } from './aws-query-protocol.ts';
import type { CalledOperation, MultiProtocolApi, Protocol } from './protocol.ts';
import { rpcCborProtocol } from './rpc-cbor-protocol.ts';
import type { Operation, Service, ServiceCall } from './service.ts';

/**
 * A service whose clients speak one of three protocols: older SDKs the Query protocol, newer ones AWS JSON 1.0 or
 * Smithy RPC v2 with CBOR.
 */
export function multiProtocolService(api: MultiProtocolApi): Service {
  const json = awsJsonProtocol(api);
  const query = awsQueryProtocol(api);
  const cbor = rpcCborProtocol(api);
  const protocolOf = (call: ServiceCall): Protocol => {
    if (call.headers?.['smithy-protocol'] !== undefined) return cbor;
    return call.target === undefined ? query : json;
  };
  return {
    name: api.name,
    offered: [...api.operations.keys()],
    declines: (call) => api.declined.has(protocolOf(call).operationName(call)),
    answer: async (call, controlPlane, onFault) => {
      const protocol = protocolOf(call);
      const answerCall = async (): Promise<Answer> => {
        const called = protocol.read(call);
        const result = await operationOf(api, protocol, called)(called.input, controlPlane);
        return protocol.result(called.name, result, call);
      };
      return await answerCall().catch((thrown: unknown) => {
        const error = toAwsError(thrown, api.faultCode);
        if (error.status >= 500) onFault?.(thrown);
        return protocol.error(error, call);
      });
    },
  };
}

function operationOf(api: MultiProtocolApi, protocol: Protocol, { name }: CalledOperation): Operation {
  const found = api.operations.get(name);
  if (found !== undefined) return found;
  const message = `The operation "${name}" of ${api.name} is not supported by the local environment.`;
  throw new AwsError(protocol.unknownOperation, message);
}
