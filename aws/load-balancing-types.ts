export type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
