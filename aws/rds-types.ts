/** The SDK's types of RDS, for code that reads its responses. */
export type { DBInstance, RDS } from '@aws-sdk/client-rds';
