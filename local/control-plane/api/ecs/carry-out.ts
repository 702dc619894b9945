import type { ClusterState } from '../../model/cluster-state.ts';
import type { Outcome } from '../../scheduler/commands/outcome.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';

/**
 * Changes the cluster by a command of the scheduler and gives its outcome, with the state after it.
 * Raises the command's refusal under ECS's code; nothing was changed then.
 */
export function carryOut<T>(
  controlPlane: ControlPlane,
  command: (state: ClusterState, now: number) => Outcome<T>,
): Promise<Extract<Outcome<T>, { readonly ok: true }>> {
  return controlPlane.transact((state, now) => {
    const outcome = command(state, now);
    if (!outcome.ok) throw new AwsError(outcome.error.code, outcome.error.message);
    return { state: outcome.state, result: outcome };
  });
}
