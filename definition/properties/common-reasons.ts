/** Reasons that properties of several resource types share: each is worded once, for `recorded` and `refused`. */

export const informational = 'Informational only.';
export const unencryptedAtRest = 'Data is not encrypted at rest locally.';
export const oneCapacity = 'All tasks run on one machine, so there is no capacity to choose from.';
export const noZones = 'Everything runs on one machine, without Availability Zones.';
export const oneNetwork =
  'All servers are in the environment’s single network, where every task can connect.';
export const notOnFargate = 'Fargate does not support it';
export const rollingOnly = 'only rolling deployments are supported locally';
