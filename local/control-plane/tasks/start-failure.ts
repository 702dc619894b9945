import { errorMessage } from '../../../failure/error-message.ts';
import { Failure } from '../../../failure/failure.ts';
import { SecretUnavailable } from '../../aws/secret-source.ts';

/**
 * Why a task could not be started, in ECS's words.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function startFailureReason(error: unknown, phase: 'create' | 'start', image?: string): string {
  const message = errorMessage(error);
  switch (error instanceof Failure ? error.code : undefined) {
    case 'ENGINE_NO_SUCH_IMAGE':
      return `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image ?? 'of the image'}: ${image ?? ''}: not found`;
    case 'SECRET_UNAVAILABLE':
      return `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ${retrieved(error)}: service call has been retried 1 time(s): ${message}`;
    // Assumption: the words around the reason.
    case 'OBJECT_UNAVAILABLE':
      return `ResourceInitializationError: failed to download env files: file download command: non empty error stream: ${message}`;
    case 'LOG_GROUP_MISSING':
      return `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: ${message}`;
    default:
      return phase === 'create'
        ? `CannotCreateContainerError: Error response from daemon: ${message}`
        : `CannotStartContainerError: Error response from daemon: ${message}`;
  }
}

function retrieved(error: unknown): string {
  return error instanceof SecretUnavailable && error.store === 'ssm' ? 'secrets from ssm' : 'secret from asm';
}
