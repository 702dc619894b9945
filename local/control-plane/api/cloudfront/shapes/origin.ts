import type { OriginProperties } from '../properties/distribution-properties.ts';
import { itemsShape } from './list.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
export function originShape(origin: OriginProperties) {
  const { OriginCustomHeaders, OriginShield = { Enabled: false }, CustomOriginConfig, ...others } = origin;
  return {
    ...others,
    CustomHeaders: itemsShape('OriginCustomHeader', OriginCustomHeaders),
    OriginShield,
    ...(CustomOriginConfig === undefined
      ? {}
      : { CustomOriginConfig: customOriginShape(CustomOriginConfig) }),
  };
}

function customOriginShape({
  OriginSSLProtocols,
  ...others
}: NonNullable<OriginProperties['CustomOriginConfig']>) {
  return { ...others, OriginSslProtocols: itemsShape('SslProtocol', OriginSSLProtocols) };
}
