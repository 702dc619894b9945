import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/**
 * What `cdk init` of this library version would write to cdk.json. Kept in code, so that a synth without the
 * CDK CLI gives the same template as one with it.
 */
export const featureFlags: Readonly<Record<string, unknown>> = {
  ...recommended,
  // What each construct was called with is of no use here and takes a tenth of the synth's time.
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
};
