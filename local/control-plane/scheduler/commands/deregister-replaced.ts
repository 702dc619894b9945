import type { Workload } from '../../../../definition/workload.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { revisionsOf } from '../../model/references.ts';
import { deregisterTaskDefinition } from './task-definitions.ts';

/**
 * Deregisters the revisions that a template has replaced, unless its `UpdateReplacePolicy` keeps them: CloudFormation
 * does so once the update is complete, and a service cannot be moved back to such a revision. Those that were registered
 * by a call are nobody's resource.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html
 */
export function deregisterReplaced(
  state: ClusterState,
  { taskDefinitions }: Pick<Workload, 'taskDefinitions'>,
  now: number,
): ClusterState {
  return taskDefinitions
    .filter(({ removal }) => removal?.whenReplaced === 'delete')
    .flatMap(({ family }) => replacedRevisions(state, family))
    .reduce((current, arn) => {
      const deregistered = deregisterTaskDefinition(current, arn, now);
      return deregistered.ok ? deregistered.state : current;
    }, state);
}

function replacedRevisions(state: ClusterState, family: string): readonly string[] {
  const [, ...replaced] = revisionsOf(state, family).filter(({ isOfTemplate }) => isOfTemplate);
  return replaced.filter(({ status }) => status === 'ACTIVE').map(({ arn }) => arn);
}
