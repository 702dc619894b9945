/** The SDK's own types of CloudFront, for those who read its responses. */
export type { CloudFront } from '@aws-sdk/client-cloudfront';
