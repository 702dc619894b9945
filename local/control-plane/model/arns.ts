import type { ClusterState } from './cluster-state.ts';

type Place = Pick<ClusterState, 'clusterName' | 'region' | 'accountId'>;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export const clusterArn = (place: Place): string => `${prefix(place)}:cluster/${place.clusterName}`;

export const serviceArn = (place: Place, service: string): string =>
  `${prefix(place)}:service/${place.clusterName}/${service}`;

export const taskArn = (place: Place, taskId: string): string =>
  `${prefix(place)}:task/${place.clusterName}/${taskId}`;

export const taskDefinitionArn = (place: Place, family: string, revision: number): string =>
  `${prefix(place)}:task-definition/${family}:${revision}`;

export const capacityProviderArn = (place: Place, name: string): string =>
  `${prefix(place)}:capacity-provider/${name}`;

/** The last 19 digits are the deployment's own, so that each finds the other. */
export const serviceDeploymentArn = (place: Place, service: string, deploymentId: string): string =>
  `${prefix(place)}:service-deployment/${place.clusterName}/${service}/${deploymentId.replace('ecs-svc/', '')}`;

const prefix = (place: Place): string => `arn:aws:ecs:${place.region}:${place.accountId}`;
