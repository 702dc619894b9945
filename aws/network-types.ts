/** The SDK's types of EC2's networks. */
export type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
