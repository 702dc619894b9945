import { clusterArn } from '../../model/arns.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { findService, findTask, findTaskDefinition } from '../../model/references.ts';
import { AwsError } from '../aws-error.ts';

type Tags = Readonly<Record<string, string>>;

/** The tags of the resource of an ARN. Raises `InvalidParameterException` when there is none. */
export function tagsOf(state: ClusterState, arn: string): Tags {
  if (arn === clusterArn(state)) return {};
  const found = arn.startsWith('arn:')
    ? (findService(state, arn)?.tags ??
      findTask(state, arn)?.tags ??
      findTaskDefinition(state, arn)?.content.tags)
    : undefined;
  if (found !== undefined) return found;
  throw new AwsError('InvalidParameterException', 'The specified resource could not be found.');
}

/** The state with other tags on a service, a task or a revision. Raises `InvalidParameterException`. */
export function withTags(state: ClusterState, arn: string, change: (tags: Tags) => Tags): ClusterState {
  const tags = change(tagsOf(state, arn));
  const service = findService(state, arn);
  if (service !== undefined) {
    return { ...state, services: { ...state.services, [service.name]: { ...service, tags } } };
  }
  const task = findTask(state, arn);
  if (task !== undefined) return { ...state, tasks: { ...state.tasks, [task.id]: { ...task, tags } } };
  const revision = findTaskDefinition(state, arn);
  if (revision !== undefined) {
    const tagged = { ...revision, content: { ...revision.content, tags } };
    return { ...state, taskDefinitions: { ...state.taskDefinitions, [revision.arn]: tagged } };
  }
  throw new AwsError(
    'InvalidParameterException',
    'The local environment does not change the tags of clusters.',
  );
}
