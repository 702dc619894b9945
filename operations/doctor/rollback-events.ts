import type { ServiceFacts } from './doctor-facts.ts';

/** The deployment that a service goes back to, such as `ecs-svc/123`, where an event says so. */
export function backTo(message: string): string | undefined {
  return /rolling back to deployment(?:Id)? (\S+?)\.?$/.exec(message)?.[1];
}

/** Whether the deployment that runs is the one that a circuit breaker went back to: one that was released over is history. */
export function isBroughtBack({ deploymentId, events }: ServiceFacts): boolean {
  return deploymentId !== undefined && events.some(({ message }) => backTo(message) === deploymentId);
}
