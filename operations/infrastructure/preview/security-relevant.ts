/** Types that say by themselves who may do what, or what reaches what. */
const types =
  /^AWS::(IAM::|KMS::Key$|Lambda::Permission$|EC2::(SecurityGroup|NetworkAcl|VPCEndpoint)|[\w:]+Policy$|SSO::|WAFv2::|CloudFront::(OriginAccessControl|VpcOrigin)$|SecretsManager::(ResourcePolicy|RotationSchedule)$)/;

/** Policies with other names, which decide on how many tasks run and the like. */
const otherPolicies =
  /^AWS::(ApplicationAutoScaling::ScalingPolicy|AutoScaling::ScalingPolicy|CloudFront::(CachePolicy|OriginRequestPolicy|ResponseHeadersPolicy)|DLM::LifecyclePolicy)$/;

/** Properties of other types with a say in it. */
const properties =
  /^(.*Policy(Document|Text)?|.*SecurityGroup(s|Ids|Ingress|Egress)?|.*RoleArn|.*Role|PubliclyAccessible|PublicAccessBlockConfiguration|BucketEncryption|StorageEncrypted|.*KmsKeyId|.*Encryption(Enabled|Configuration)?|ViewerCertificate|DeletionProtection)$/;

/** Properties that only look like it. */
const otherProperties =
  /^(.*ScalingPolicy.*|DeletionPolicy|UpdateReplacePolicy|LifecyclePolicy|.*CachePolicy.*)$/;

/** Whether somebody who cares for security has to look at a change of these properties of a resource. */
export function isSecurityRelevant(type: string, changed: readonly string[]): boolean {
  if (types.test(type) && !otherPolicies.test(type)) return true;
  return changed.some((name) => properties.test(name) && !otherProperties.test(name));
}
