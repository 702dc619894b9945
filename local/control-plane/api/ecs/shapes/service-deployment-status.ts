import type { DeploymentState } from '../../../model/cluster-state.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html#ECS-Type-ServiceDeployment-status */
export type ServiceDeploymentStatus =
  | 'SUCCESSFUL'
  | 'STOPPED'
  | 'IN_PROGRESS'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

/**
 * A deployment that completed once stays SUCCESSFUL, even while it is rolled back to: that is the failed
 * deployment's rollback. One that was superseded, or that failed and is not rolled back, is STOPPED.
 */
export function serviceDeploymentStatus(deployment: DeploymentState): ServiceDeploymentStatus {
  if (deployment.rollback !== undefined) return `ROLLBACK_${deployment.rollback.state}`;
  if (deployment.completedAt !== undefined) return 'SUCCESSFUL';
  const isOver = deployment.rolloutState === 'FAILED' || deployment.supersededBy !== undefined;
  return isOver || deployment.status === 'INACTIVE' ? 'STOPPED' : 'IN_PROGRESS';
}
