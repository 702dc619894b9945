import type { ServiceStatus } from '../../service-status.ts';

export const revisionArn = (revision: string): string => `arn:aws:ecs:r:0:task-definition/${revision}`;

/** A service that runs this revision. */
export function serviceThatRuns(
  name: string,
  revision: string,
  changes: Partial<ServiceStatus> = {},
): ServiceStatus {
  return {
    name,
    status: 'ACTIVE',
    desiredCount: 1,
    runningCount: 1,
    deploymentId: 'ecs-svc/1',
    taskDefinition: revisionArn(revision),
    rolloutState: 'COMPLETED',
    rolloutStateReason: undefined,
    targets: [],
    unhealthyBecause: [],
    events: [],
    ...changes,
  };
}

/** Services that are seen as each look has them in turn; the last look stays. */
export function servicesAsSeen(...looks: readonly (readonly ServiceStatus[])[]): {
  services(): Promise<readonly ServiceStatus[]>;
} {
  let look = 0;
  return { services: async () => looks[Math.min(look++, looks.length - 1)] ?? [] };
}
