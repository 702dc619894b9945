import { taskArn } from '../../model/arns.ts';
import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import {
  type ProtectionChange,
  type ProtectionFailure,
  protectionsOf,
  type TaskProtections,
} from '../../model/task-protection.ts';
import type { EndpointAnswer } from '../credentials/answer-credentials.ts';
import { decodeChange } from './decode-change.ts';

/** Changes protections as `UpdateTaskProtection` does, with its refusals. */
export type Protect = (
  change: ProtectionChange,
) => Promise<
  | ({ readonly ok: true } & TaskProtections)
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }
>;

/** Who asks, if it is known, and what was sent. */
export interface ProtectionRequest {
  readonly task: TaskState | undefined;
  readonly method: 'GET' | 'PUT';
  readonly body: string;
}

/**
 * Answers `$ECS_AGENT_URI/task-protection/v1/state`, as ECS's agent does. It calls ECS with the task's role, so that it
 * has to have one; whether the role allows it is not looked at here, and answers have no `requestID`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
 */
export async function answerProtection(
  { task, method, body }: ProtectionRequest,
  state: () => ClusterState,
  protect: Protect,
): Promise<EndpointAnswer> {
  const change = method === 'PUT' ? decodeChange(body) : undefined;
  if (method === 'PUT' && change === undefined) {
    return refused(400, 'InvalidParameterException', 'UpdateTaskProtection: failed to decode request');
  }
  if (task === undefined) {
    return refused(404, 'ResourceNotFoundException', 'Failed to find a task for the request');
  }
  const arn = taskArn(state(), task.id);
  if (change !== undefined && change.protectionEnabled === undefined) {
    const message = "Invalid request: does not contain 'ProtectionEnabled' field";
    return refused(400, 'InvalidParameterException', message, arn);
  }
  if (state().taskDefinitions[task.taskDefinition]?.content.taskRoleArn === undefined) {
    const message = 'Invalid Request: no task IAM role credentials available for task';
    return refused(403, 'AccessDeniedException', message, arn);
  }
  if (change?.protectionEnabled === undefined) return protection(protectionsOf(state(), [arn]));
  const changed = await protect({ ...change, tasks: [arn], protectionEnabled: change.protectionEnabled });
  return changed.ok ? protection(changed) : refused(400, changed.error.code, changed.error.message, arn);
}

function protection({ protectedTasks: [task], failures: [failure] }: TaskProtections): EndpointAnswer {
  if (failure !== undefined) return { status: 200, body: { failure: failureShape(failure) } };
  const until = task?.protectedUntil;
  const shape = {
    ExpirationDate: until === undefined ? null : new Date(until).toISOString(),
    ProtectionEnabled: until !== undefined,
    TaskArn: task?.arn,
  };
  return { status: 200, body: { protection: shape } };
}

function failureShape({ arn, reason }: ProtectionFailure) {
  return { Arn: arn, Detail: null, Reason: reason };
}

function refused(status: number, code: string, message: string, arn?: string): EndpointAnswer {
  const error = { ...(arn === undefined ? {} : { Arn: arn }), Code: code, Message: message };
  return { status, body: { error } };
}
