import type { DeploymentConfiguration } from '../../../../../definition/model/ecs.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function deploymentConfigurationShape(configuration: DeploymentConfiguration) {
  const { circuitBreaker, alarms } = configuration;
  const { threshold, ...breaker } = circuitBreaker;
  return {
    deploymentCircuitBreaker: {
      ...breaker,
      ...(threshold === undefined ? {} : { thresholdConfiguration: threshold }),
    },
    maximumPercent: configuration.maximumPercent,
    minimumHealthyPercent: configuration.minimumHealthyPercent,
    alarms: { alarmNames: alarms.alarmNames, rollback: alarms.rollback, enable: alarms.enable },
    strategy: 'ROLLING',
    bakeTimeInMinutes: 0,
  };
}
