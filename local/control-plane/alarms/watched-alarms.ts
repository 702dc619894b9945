import type { ClusterState } from '../model/cluster-state.ts';

/**
 * Names of the alarms that matter: those of all services that let alarms fail a deployment. They are looked at
 * while none is under way too, because a deployment ignores those that are in ALARM when it begins.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export function watchedAlarms(state: ClusterState): readonly string[] {
  const names = Object.values(state.services)
    .filter((service) => service.status === 'ACTIVE' && service.deploymentConfiguration.alarms.enable)
    .flatMap((service) => service.deploymentConfiguration.alarms.alarmNames);
  return [...new Set(names)].sort();
}
