import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';

/** The protocols that clients of CloudWatch speak: newer SDKs one of the first two, older ones the last. */
export const cloudWatchProtocols = ['json', 'cbor', 'query'] as const;

export type CloudWatchProtocol = (typeof cloudWatchProtocols)[number];

/** The SDK's own client on an endpoint, with the protocol of other SDKs. */
export function cloudWatchClient(endpoint: string, protocol: CloudWatchProtocol): CloudWatch {
  const config = {
    endpoint,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  switch (protocol) {
    case 'json':
      return new CloudWatch(config);
    case 'cbor':
      return new CloudWatch({ ...config, protocol: SmithyRpcV2CborProtocol });
    case 'query':
      return new CloudWatch({ ...config, protocol: queryProtocol(new CloudWatch(config)) });
  }
}

/** The Query protocol of another client of the SDK, with the names that CloudWatch's own has. */
function queryProtocol({ config }: CloudWatch) {
  const { protocol } = new ElasticLoadBalancingV2({ region: 'ap-southeast-1' }).config;
  return Reflect.construct(protocol.constructor, [Reflect.get(config, 'protocolSettings')]);
}
