import type { ContainerDefinitionOptions } from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import type { None } from '../application/application.ts';
import type { Settings } from './settings.ts';

/** How ECS sees by itself that a container works: by a command in it, or not at all where the application has none. */
export function containerHealth(
  settings: Pick<Settings, 'containerHealthIntervalSeconds' | 'healthCheckGraceSeconds'>,
  command: string | None,
): Pick<ContainerDefinitionOptions, 'healthCheck'> {
  if (command === 'none') return {};
  return {
    healthCheck: {
      command: ['CMD-SHELL', command],
      interval: Duration.seconds(settings.containerHealthIntervalSeconds),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(settings.healthCheckGraceSeconds),
    },
  };
}
