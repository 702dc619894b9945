import type { BehaviorProperties } from '../properties/distribution-properties.ts';
import { itemsShape } from './list.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DefaultCacheBehavior.html */
export function behaviorShape(behavior: BehaviorProperties) {
  return {
    TargetOriginId: behavior.TargetOriginId,
    TrustedSigners: trusted('AwsAccountNumber', behavior.TrustedSigners),
    TrustedKeyGroups: trusted('KeyGroup', behavior.TrustedKeyGroups),
    ViewerProtocolPolicy: behavior.ViewerProtocolPolicy,
    AllowedMethods: {
      ...itemsShape('Method', behavior.AllowedMethods),
      CachedMethods: itemsShape('Method', behavior.CachedMethods),
    },
    SmoothStreaming: behavior.SmoothStreaming,
    Compress: behavior.Compress,
    LambdaFunctionAssociations: itemsShape('LambdaFunctionAssociation', []),
    FunctionAssociations: itemsShape('FunctionAssociation', behavior.FunctionAssociations),
    FieldLevelEncryptionId: behavior.FieldLevelEncryptionId,
    RealtimeLogConfigArn: behavior.RealtimeLogConfigArn,
    CachePolicyId: behavior.CachePolicyId,
    OriginRequestPolicyId: behavior.OriginRequestPolicyId,
    ResponseHeadersPolicyId: behavior.ResponseHeadersPolicyId,
    GrpcConfig: { Enabled: false },
    ...legacyCaching(behavior),
  };
}

function trusted(name: string, items: readonly string[]) {
  return { Enabled: items.length > 0, ...itemsShape(name, items) };
}

/** Of a behavior without a cache policy. */
function legacyCaching({ ForwardedValues, MinTTL, DefaultTTL, MaxTTL }: BehaviorProperties) {
  if (ForwardedValues === undefined) return {};
  const { QueryString, QueryStringCacheKeys, Headers, Cookies } = ForwardedValues;
  const { Forward = 'none', WhitelistedNames = [] } = Cookies ?? {};
  return {
    ForwardedValues: {
      QueryString,
      Cookies: {
        Forward,
        ...(Forward === 'whitelist' ? { WhitelistedNames: itemsShape('Name', WhitelistedNames) } : {}),
      },
      Headers: itemsShape('Name', Headers),
      QueryStringCacheKeys: itemsShape('Name', QueryStringCacheKeys),
    },
    MinTTL: MinTTL ?? 0,
    DefaultTTL: DefaultTTL ?? 86_400,
    MaxTTL: MaxTTL ?? 31_536_000,
  };
}
