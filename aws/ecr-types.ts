/** The SDK's types of ECR, for code that reads its responses. */
export type { DescribeImageScanFindingsCommandOutput, ECR } from '@aws-sdk/client-ecr';
