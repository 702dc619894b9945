import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import type { Outcome } from '../../scheduler/commands/outcome.ts';
import { AwsError } from '../aws-error.ts';

/** `RunTask`'s token, and a digest of the request that carries it. */
export type ClientToken = NonNullable<TaskState['clientToken']>;

type Run = Outcome<{ readonly tasks: readonly TaskState[] }>;

/**
 * Runs tasks once for a token: an SDK repeats a request whose answer it did not get, and a migration must not run
 * twice for that. Tasks are known for an hour after they stopped (on AWS a token is for 24 hours). Raises
 * `ConflictException` when the token came with another request.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 */
export function runOnce(state: ClusterState, token: ClientToken | undefined, run: () => Run): Run {
  if (token === undefined) return run();
  const earlier = Object.values(state.tasks).filter((task) => task.clientToken?.value === token.value);
  if (earlier.some((task) => task.clientToken?.request !== token.request)) {
    throw new AwsError('ConflictException', 'The client token was already used with different parameters.');
  }
  return earlier.length > 0 ? { ok: true, state, tasks: earlier } : withToken(run(), token);
}

function withToken(outcome: Run, clientToken: ClientToken): Run {
  if (!outcome.ok) return outcome;
  const tasks = outcome.tasks.map((task) => ({ ...task, clientToken }));
  const all = { ...outcome.state.tasks, ...Object.fromEntries(tasks.map((task) => [task.id, task])) };
  return { ...outcome, state: { ...outcome.state, tasks: all }, tasks };
}
