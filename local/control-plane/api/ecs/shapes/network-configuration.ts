import type { NetworkConfiguration } from '../../../../../definition/model/ecs.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html */
export function networkConfigurationShape(network: NetworkConfiguration) {
  return {
    awsvpcConfiguration: {
      subnets: network.subnets,
      securityGroups: network.securityGroups,
      assignPublicIp: network.assignPublicIp,
    },
  };
}
